// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.cib.CibReader;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.explain.Contribution;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of veto, as the scheduler writes it down and as a person reads it. */
class PlacementReasonsTest {

    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");
    private static final String WEB = primitive("web", "");

    /** A cluster of two machines, a and b; what is written here goes into its CIB. */
    record Cluster(
            String properties,
            String resources,
            String constraints,
            String attributesOfA,
            String statusOfA) {

        static Cluster of(String resources) {
            return new Cluster("", resources, "", "", "");
        }

        Cluster with(String property, String value) {
            return new Cluster(properties + pair(property, value), resources, constraints,
                    attributesOfA, statusOfA);
        }

        Cluster constrained(String xml) {
            return new Cluster(properties, resources, xml, attributesOfA, statusOfA);
        }

        Cluster attributes(String xml) {
            return new Cluster(properties, resources, constraints, xml, statusOfA);
        }

        Cluster status(String xml) {
            return new Cluster(properties, resources, constraints, attributesOfA, xml);
        }

        Plan plan() {
            String cib = "<cib have-quorum='1' execution-date='1750000000'><configuration>"
                    + "<crm_config><cluster_property_set id='o'>"
                    + pair("stonith-enabled", "false") + properties
                    + "</cluster_property_set></crm_config><nodes><node id='1' uname='a'>"
                    + attributesOfA + "</node><node id='2' uname='b'/></nodes><resources>"
                    + resources + "</resources><constraints>" + constraints
                    + "</constraints></configuration><status><node_state id='1' uname='a'"
                    + " in_ccm='true' crmd='online' join='member' expected='member'>" + statusOfA
                    + "</node_state><node_state id='2' uname='b' in_ccm='true' crmd='online'"
                    + " join='member' expected='member'><lrm><lrm_resources/></lrm></node_state>"
                    + "</status></cib>";
            try {
                return Scheduler.plan(CibReader.read(
                        new ByteArrayInputStream(cib.getBytes(StandardCharsets.UTF_8)),
                        Instant.EPOCH));
            } catch (Exception e) {
                throw new IllegalArgumentException(cib, e);
            }
        }

        PlacementReasons reasons(String resource) {
            return new PlacementReasons(plan().ledger(), new ResourceId(resource),
                    new ResourceId(resource), new TreeSet<>(), new TreeSet<>());
        }
    }

    record Row(String sentence, NodeId node, Cluster cluster) {
        @Override
        public String toString() {
            return sentence;
        }
    }

    private static String pair(String name, String value) {
        return "<nvpair id='p-" + name.replace('#', '-') + "' name='" + name + "' value='"
                + value + "'/>";
    }

    private static String primitive(String id, String meta) {
        return "<primitive id='" + id + "' class='ocf' provider='heartbeat' type='Dummy'>" + meta
                + "</primitive>";
    }

    private static String meta(String name, String value) {
        return "<meta_attributes id='m-" + name + "'>" + pair(name, value) + "</meta_attributes>";
    }

    private static String ban(String resource) {
        return "<rsc_location id='cli-ban-" + resource + "-on-a' rsc='" + resource
                + "' node='a' score='-INFINITY'/>";
    }

    private static String nodeAttribute(String name, String value) {
        return "<instance_attributes id='n'>" + pair(name, value) + "</instance_attributes>";
    }

    private static String runs(String resource) {
        return "<lrm id='1'><lrm_resources><lrm_resource id='" + resource + "' class='ocf'"
                + " provider='heartbeat' type='Dummy'><lrm_rsc_op id='" + resource + "_last_0'"
                + " operation='start' interval='0' call-id='3' op-status='0' rc-code='0'"
                + " op-digest='f2317cad3d54cec5d7d7aa7d0bf35cf8' transition-key='1:1:0:x'/>"
                + "</lrm_resource></lrm_resources></lrm>";
    }

    static List<Row> vetoes() {
        return List.of(
                new Row("banned from a by cli-ban-web-on-a", A,
                        Cluster.of(WEB).constrained(ban("web"))),
                new Row("a is in standby", A,
                        Cluster.of(WEB).attributes(nodeAttribute("standby", "on"))),
                new Row("a is in maintenance", A,
                        Cluster.of(WEB).attributes(nodeAttribute("maintenance", "true"))),
                new Row("a lacks memory: needs 4096, 1024 free", A,
                        Cluster.of(primitive("web", "<utilization id='u'>"
                                + pair("memory", "4096") + "</utilization>"))
                                .with("placement-strategy", "utilization")
                                .attributes("<utilization id='ua'>" + pair("memory", "1024")
                                        + "</utilization>")),
                new Row("it is disabled: target-role Stopped", A,
                        Cluster.of(primitive("web", meta("target-role", "Stopped")))),
                new Row("all resources are to be stopped", A,
                        Cluster.of(WEB).with("stop-all-resources", "true")),
                new Row("ticket T is missing", A, Cluster.of(WEB).constrained(
                        "<rsc_ticket id='t' rsc='web' ticket='T'/>")),
                new Row("the health of a is too bad", A,
                        Cluster.of(WEB).with("node-health-strategy", "only-green")
                                .attributes(nodeAttribute("#health-disk", "red"))),
                new Row("no location constraint allows a, and symmetric-cluster is false", A,
                        Cluster.of(WEB).with("symmetric-cluster", "false")),
                new Row("web failed 3 times on a, migration-threshold is 2", A,
                        Cluster.of(primitive("web", meta("migration-threshold", "2")))
                                .status("<transient_attributes id='1'><instance_attributes"
                                        + " id='ta'>" + pair("fail-count-web#start_0", "3")
                                        + "</instance_attributes></transient_attributes>"
                                        + failed("web"))),
                new Row("web is in a group with ip, which is not to be on a", A,
                        Cluster.of("<group id='g'>" + primitive("ip", "") + WEB + "</group>")
                                .constrained(ban("ip"))),
                new Row("kept from a by col, because of where db is", A,
                        Cluster.of(primitive("db", "") + WEB).constrained(ban("db")
                                + "<rsc_colocation id='col' rsc='web' with-rsc='db'"
                                + " score='INFINITY'/>")),
                new Row("web is looked for on other machines only, by"
                        + " resource-discovery=exclusive", A,
                        Cluster.of(WEB).constrained("<rsc_location id='l' rsc='web' node='b'"
                                + " score='1' resource-discovery='exclusive'/>")),
                new Row("it is not managed and stays where it is", B,
                        Cluster.of(primitive("web", meta("is-managed", "false")))
                                .status(runs("web"))));
    }

    private static String failed(String resource) {
        return "<lrm id='1'><lrm_resources><lrm_resource id='" + resource + "' class='ocf'"
                + " provider='heartbeat' type='Dummy'><lrm_rsc_op id='" + resource
                + "_last_failure_0' operation='start' interval='0' call-id='3' op-status='4'"
                + " rc-code='1' transition-key='1:1:0:x' last-rc-change='1749999999'/>"
                + "</lrm_resource></lrm_resources></lrm>";
    }

    @ParameterizedTest
    @MethodSource("vetoes")
    void decisiveReasonIsOneSentence(Row row) {
        PlacementReasons reasons = row.cluster().reasons("web");

        assertEquals(row.sentence(), reasons.veto(row.node())
                .map(part -> ScoreSourceText.sentence(
                        part.source(), "web", row.node().value()))
                .orElse("none: " + reasons.parts(row.node())));
        assertFalse(reasons.toRunOn(row.node()).isEmpty());
        assertEquals("-INFINITY", reasons.score(row.node()).toString());
    }

    @Test
    void moveIsExplainedByWhatDrivesItAway() {
        Cluster cluster = Cluster.of(WEB).constrained(ban("web")).status(runs("web"));
        PlacementReasons reasons = new PlacementReasons(cluster.plan().ledger(),
                new ResourceId("web"), new ResourceId("web"), new TreeSet<>(List.of(A)),
                new TreeSet<>(List.of(B)));

        assertEquals("web moves from a to b: banned from a by cli-ban-web-on-a",
                PlacementSummary.of(reasons));
    }

    @Test
    void moveIsExplainedByWhatDrawsItThere() {
        Cluster cluster = Cluster.of(WEB).constrained(
                "<rsc_location id='prefers-b' rsc='web' node='b' score='100'/>")
                .status(runs("web"));
        PlacementReasons reasons = new PlacementReasons(cluster.plan().ledger(),
                new ResourceId("web"), new ResourceId("web"), new TreeSet<>(List.of(A)),
                new TreeSet<>(List.of(B)));

        assertEquals("web moves from a to b: its score is 100 there and 0 on a"
                + " (location constraint prefers-b)", PlacementSummary.of(reasons));
        assertEquals(List.of("its score there, 0, has to be above that on b, 100"),
                reasons.toRunOn(A));
    }

    @Test
    void whatCannotBeStartedYetSaysWhatItWaitsFor() {
        Cluster cluster = Cluster.of(primitive("db", meta("target-role", "Stopped")) + WEB)
                .constrained("<rsc_order id='o' first='db' then='web'/>");
        PlacementReasons reasons = new PlacementReasons(cluster.plan().ledger(),
                new ResourceId("web"), new ResourceId("web"), new TreeSet<>(),
                new TreeSet<>(List.of(A)));

        assertEquals("web belongs on a; it is not started, because db_start_0 cannot be done"
                + " first", PlacementSummary.of(reasons));
    }

    @Test
    void partsAddUpToTheScore() {
        Cluster cluster = Cluster.of(primitive("db", "") + WEB).constrained(
                "<rsc_location id='l' rsc='web' node='b' score='100'/>"
                        + "<rsc_location id='d' rsc='db' node='a' score='30'/>"
                        + "<rsc_colocation id='col' rsc='web' with-rsc='db' score='50'/>");
        for (String resource : List.of("web", "db")) {
            PlacementReasons reasons = cluster.reasons(resource);
            for (NodeId node : List.of(A, B)) {
                assertEquals(reasons.score(node).value(), reasons.parts(node).stream()
                        .mapToInt(Contribution::score).sum());
                assertTrue(
                        reasons.parts(node).stream()
                                .noneMatch(part -> part.source().toString().contains("Internal")),
                        () -> reasons.parts(node).toString());
            }
        }
    }

    @Test
    void instanceThatIsOneTooManyNamesTheLimit() {
        Cluster cluster = Cluster.of("<clone id='c'>" + meta("clone-max", "1") + WEB + "</clone>");
        PlacementReasons reasons = new PlacementReasons(cluster.plan().ledger(),
                new ResourceId("c"), new ResourceId("web"), new TreeSet<>(),
                new TreeSet<>(List.of(A)));

        assertEquals(List.of(), reasons.toRunOn(A));
        assertFalse(reasons.nodes().isEmpty());
    }
}
