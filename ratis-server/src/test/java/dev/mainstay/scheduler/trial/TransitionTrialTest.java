// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.cib.CibReader;
import dev.mainstay.model.NodeId;
import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.scheduler.trial.RevisedStatus.NodeState;
import dev.mainstay.scheduler.trial.RevisedStatus.ResourceState;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans that are carried out on paper, and what may happen before. */
class TransitionTrialTest {

    private static final String CLUSTER = """
            <cib have-quorum="1"><configuration>
              <crm_config><cluster_property_set id="o">
                <nvpair id="o1" name="stonith-enabled" value="true"/>
              </cluster_property_set></crm_config>
              <nodes><node id="1" uname="n1"/><node id="2" uname="n2"/></nodes>
              <resources>
                <primitive id="power" class="stonith" type="fence_dummy"/>
                <clone id="c"><meta_attributes id="cm">
                    <nvpair id="cm1" name="promotable" value="true"/></meta_attributes>
                  <primitive id="db" class="ocf" provider="pacemaker" type="Stateful"><operations>
                    <op id="op1" name="monitor" interval="10" role="Promoted"/>
                    <op id="op2" name="monitor" interval="11" role="Unpromoted"/>
                  </operations></primitive></clone>
                <primitive id="web" class="ocf" provider="pacemaker" type="Dummy"><operations>
                    <op id="op3" name="monitor" interval="5"/></operations></primitive>
              </resources>
              <constraints>
                <rsc_location id="l1" rsc="web" node="n1" score="50"/>
                <rsc_location id="l2" rsc="c"><rule id="l2r" role="Promoted" score="100">
                  <expression id="l2e" attribute="#uname" operation="eq" value="n2"/></rule>
                </rsc_location>
              </constraints></configuration>
              <status>
                <node_state id="1" uname="n1" in_ccm="true" crmd="online" join="member"
                    expected="member"/>
                <node_state id="2" uname="n2" in_ccm="true" crmd="online" join="member"
                    expected="member"/>
              </status></cib>
            """;

    private final SchedulerInput fresh = read();

    private static SchedulerInput read() {
        return read(CLUSTER);
    }

    private static SchedulerInput read(String document) {
        try {
            return CibReader.read(
                    new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)),
                    Instant.parse("2027-01-01T00:00:00Z"));
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static TransitionTrial.Outcome carriedOut(SchedulerInput input, String... failing) {
        return TransitionTrial.run(input, Scheduler.plan(input), List.of(failing).stream()
                .map(text -> OperationSpec.parse(text).orElseThrow()).toList());
    }

    private static ResourceState resource(SchedulerInput input, String id) {
        return RevisedStatus.of(input).resources().stream()
                .filter(resource -> resource.id().equals(id)).findFirst().orElseThrow();
    }

    private static List<String> keys(List<PlannedAction> actions) {
        return actions.stream().filter(action -> action.kind() != PlannedAction.Kind.PSEUDO)
                .map(PlannedAction::key).toList();
    }

    @Test
    void completedTransitionLeavesNothingToDo() {
        TransitionTrial.Outcome outcome = carriedOut(fresh);

        assertEquals(List.of(), outcome.left());
        assertEquals(List.of("n1"), resource(outcome.after(), "web").nodes());
        assertTrue(RevisedStatus.of(outcome.after()).resources().stream()
                .anyMatch(each -> each.role().text().equals("Promoted")
                        && each.nodes().equals(List.of("n2"))));
        Plan next = Scheduler.plan(outcome.after());
        assertEquals(List.of(), keys(next.actions()));
    }

    @Test
    void nothingIsBegunOnceAnOperationFailed() {
        TransitionTrial.Outcome outcome = carriedOut(fresh, "web_start_0@n1=1");

        assertEquals(List.of("web_start_0"), keys(outcome.failed()));
        assertTrue(keys(outcome.left()).contains("web_monitor_5000"));
        assertEquals(List.of("failed"), resource(outcome.after(), "web").remarks());
        // A start that failed is not tried again on the same node.
        TransitionTrial.Outcome next = carriedOut(outcome.after());
        assertEquals(List.of("n2"), resource(next.after(), "web").nodes());
    }

    @Test
    void lostNodeIsFencedBeforeItsServicesMove() {
        SchedulerInput running = carriedOut(fresh).after();
        SchedulerInput lost = Injection.into(running,
                List.of(new Injection.NodeFailed(new NodeId("n1"))));
        assertTrue(RevisedStatus.of(lost).nodes()
                .contains(new NodeState("n1", "unclean (offline)")));

        TransitionTrial.Outcome outcome = carriedOut(lost);

        List<String> done = keys(outcome.done());
        assertTrue(done.indexOf("stonith-n1-reboot") < done.indexOf("web_start_0"), done::toString);
        assertEquals(List.of("n2"), resource(outcome.after(), "web").nodes());
        assertTrue(RevisedStatus.of(outcome.after()).nodes()
                .contains(new NodeState("n1", "offline")));
    }

    @Test
    void injectedResultCountsAsFailureAndIsRecoveredFrom() {
        SchedulerInput running = carriedOut(fresh).after();
        SchedulerInput failed = Injection.into(running, List.of(new Injection.Result(
                OperationSpec.parse("web_monitor_5000@n1=7").orElseThrow())));

        assertEquals("1", failed.status().nodes().getFirst().transientAttributes()
                .get("fail-count-web#monitor_5000"));
        assertEquals(List.of("web_stop_0", "web_start_0", "web_monitor_5000"),
                keys(carriedOut(failed).done()));
    }

    @Test
    void stopIsOfTheNumberThatWasUsedLast() {
        SchedulerInput running = read("""
                <cib have-quorum="1"><configuration>
                  <crm_config><cluster_property_set id="o">
                    <nvpair id="o1" name="stonith-enabled" value="false"/>
                  </cluster_property_set></crm_config>
                  <nodes><node id="1" uname="n1"/></nodes>
                  <resources><clone id="c"><meta_attributes id="cm">
                      <nvpair id="cm1" name="target-role" value="Stopped"/></meta_attributes>
                    <primitive id="p" class="ocf" provider="pacemaker" type="Dummy"/>
                  </clone></resources><constraints/></configuration>
                  <status><node_state id="1" uname="n1" in_ccm="true" crmd="online"
                      join="member" expected="member"><lrm id="1"><lrm_resources>
                    <lrm_resource id="p:0" class="ocf" provider="pacemaker" type="Dummy">
                      <lrm_rsc_op id="p:0_last_0" operation="stop" interval="0" op-status="0"
                          rc-code="0" call-id="5" operation_key="p:0_stop_0"/></lrm_resource>
                    <lrm_resource id="p:1" class="ocf" provider="pacemaker" type="Dummy">
                      <lrm_rsc_op id="p:1_last_0" operation="start" interval="0" op-status="0"
                          rc-code="0" call-id="6" operation_key="p:1_start_0"/></lrm_resource>
                  </lrm_resources></lrm></node_state></status></cib>
                """);

        TransitionTrial.Outcome stopped = carriedOut(running);

        assertEquals(1, keys(stopped.done()).size());
        assertEquals(List.of(), keys(Scheduler.plan(stopped.after()).actions()));
    }

    @Test
    void nothingIsLeftOfAGuestThatWasFencedWithItsContainer() {
        SchedulerInput running = carriedOut(read("""
                <cib have-quorum="1"><configuration>
                  <crm_config><cluster_property_set id="o">
                    <nvpair id="o1" name="stonith-enabled" value="true"/>
                  </cluster_property_set></crm_config>
                  <nodes><node id="1" uname="n1"/></nodes>
                  <resources>
                    <primitive id="power" class="stonith" type="fence_dummy"/>
                    <primitive id="vm" class="ocf" provider="heartbeat" type="VirtualDomain">
                      <meta_attributes id="m"><nvpair id="m1" name="remote-node" value="g1"/>
                      </meta_attributes></primitive>
                    <primitive id="web" class="ocf" provider="pacemaker" type="Dummy"/>
                  </resources><constraints>
                    <rsc_location id="l" rsc="web" node="g1" score="100"/>
                  </constraints></configuration>
                  <status><node_state id="1" uname="n1" in_ccm="true" crmd="online"
                      join="member" expected="member"/></status></cib>
                """)).after();
        running = carriedOut(running).after();
        assertEquals(List.of("g1"), resource(running, "web").nodes());

        SchedulerInput failed = Injection.into(running, List.of(new Injection.Result(
                OperationSpec.parse("vm_monitor_10000@n1=1").orElseThrow())));
        TransitionTrial.Outcome outcome = carriedOut(failed, "vm_start_0@n1=1");

        assertEquals(List.of("vm_start_0"), keys(outcome.failed()));
        assertEquals(List.of(), outcome.after().status().nodes().stream()
                .filter(node -> node.name().value().equals("g1"))
                .flatMap(node -> node.histories().stream()).toList());
    }

    @Test
    void eventsOfWhatIsNotThereAreRefused() {
        Injection node = new Injection.NodeUp(new NodeId("n9"));
        Injection result = new Injection.Result(
                OperationSpec.parse("nothing_start_0@n1=1").orElseThrow());
        assertEquals("there is no node n9", assertThrows(IllegalArgumentException.class,
                () -> Injection.into(fresh, List.of(node))).getMessage());
        assertEquals("there is no resource nothing in nothing_start_0",
                assertThrows(IllegalArgumentException.class,
                        () -> Injection.into(fresh, List.of(result))).getMessage());
    }

    @Test
    void namesWithUnderscoresAreRead() {
        OperationSpec spec = OperationSpec.parse("my_rsc:1_migrate_to_0@n1.site=190").orElseThrow();
        assertEquals("my_rsc:1", spec.instance().value());
        assertEquals("migrate_to", spec.task());
        assertEquals("n1.site", spec.node().value());
        assertEquals(190, spec.exitCode());
        for (String wrong : List.of("", "web", "web_start@n1=1", "web_start_0=1", "web_start_0@n1",
                "web_start_0@n1=x", "_0@n1=1")) {
            assertTrue(OperationSpec.parse(wrong).isEmpty(), wrong);
        }
    }
}
