// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.cli.configuration.AttributeSets;
import dev.mainstay.cli.configuration.ResourceText;
import dev.mainstay.cli.configuration.Resources;
import dev.mainstay.proto.v1.ChangePreview;
import dev.mainstay.proto.v1.CleanupRequest;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.ConfigurationProto.AgentName;
import dev.mainstay.proto.v1.ConfigurationProto.Clone;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.Constraint;
import dev.mainstay.proto.v1.ConfigurationProto.LocationConstraint;
import dev.mainstay.proto.v1.ConfigurationProto.Operation;
import dev.mainstay.proto.v1.ConfigurationProto.OperationList;
import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import dev.mainstay.proto.v1.ConfigurationProto.Tag;
import dev.mainstay.proto.v1.Consequence;
import dev.mainstay.proto.v1.EndMoveRequest;
import dev.mainstay.proto.v1.MoveView;
import dev.mainstay.proto.v1.NodeStatusView;
import dev.mainstay.proto.v1.ResourceStatusView;
import dev.mainstay.proto.v1.RestartRequest;
import dev.mainstay.proto.v1.SetAttributeRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Verbs that edit what is there, as pcs has them. */
class EditingVerbsTest {

    private FakeNode node;

    @BeforeEach
    void startNode() throws IOException {
        node = new FakeNode();
        node.configuration = Configuration.newBuilder()
                .addResources(web())
                .addResources(Resource.newBuilder().setClone(Clone.newBuilder()
                        .setId("db-clone")
                        .setChild(Resources.of(primitive("db", "ocf")))))
                .addResources(Resources.of(primitive("bmc", "stonith")))
                .addTags(Tag.newBuilder().setId("shop").addReferences("web"))
                .build();
        node.status = ClusterStatus.newBuilder()
                .addNodes(NodeStatusView.newBuilder().setName("n1")
                        .putAttributes("fail-count-web#monitor_10000", "3")
                        .putAttributes("fail-count-db:1#start_0", "INFINITY"))
                .addNodes(NodeStatusView.newBuilder().setName("n2"))
                .addResources(ResourceStatusView.newBuilder().setId("web").addNodes("n1"))
                .build();
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void metaSetsAndAnEmptyValueRemoves() {
        run("Set priority, migration-threshold of web.\n",
                "resource", "meta", "web", "priority=5", "migration-threshold=");
        assertEquals(Map.of("priority", "5", "target-role", "Stopped"), meta(put(0)));
    }

    @Test
    void enableClearsTheRoleOfACloneAndOfWhatItClones() {
        run("Enabled db.\n", "resource", "enable", "db");
        assertEquals(List.of("db-clone", "db"), node.lastEdits().stream()
                .map(edit -> Resources.id(edit.getPutResource())).toList());
    }

    @Test
    void tagStandsForItsResources() {
        run("Enabled shop.\n", "resource", "enable", "shop");
        assertEquals(Map.of(), meta(put(0)));
    }

    @Test
    void unmanageCanSwitchMonitorsOff() {
        run("Unmanaged: web.\n", "resource", "unmanage", "web", "--monitor");
        assertEquals("false", meta(put(0)).get("is-managed"));
        assertTrue(ResourceText.format(List.of(put(0))).contains("monitor interval=10s enabled="));
        node.configuration = Configuration.newBuilder().addResources(put(0)).build();
        run("Managed: web.\n", "resource", "manage", "web", "--monitor");
        assertEquals(web(), put(0));
    }

    @Test
    void operationsAreAddedAndTakenAway() {
        run("Added monitor to web.\n", "resource", "op", "add", "web", "monitor", "interval=60s");
        assertEquals(2, put(0).getPrimitive().getOperations().getOperationsCount());
        refused("has the operation monitor with interval 10s already",
                "resource", "op", "add", "web", "monitor", "interval=10s");
        run("Deleted monitor of web.\n", "resource", "op", "remove", "web", "monitor");
        assertEquals(0, put(0).getPrimitive().getOperations().getOperationsCount());
        refused("no such operation", "resource", "op", "delete", "web", "start");
    }

    @Test
    void cloneGoesAroundAResourceAndAwayAgain() {
        run("Cloned web.\n", "resource", "clone", "web", "webs", "meta", "clone-max=2");
        assertEquals("webs", put(1).getClone().getId());
        assertEquals(Map.of("clone-max", "2"), meta(put(1)));
        run("Cloned web.\n", "resource", "promotable", "web");
        assertEquals("web-clone", put(1).getClone().getId());
        assertEquals(Map.of("promotable", "true"), meta(put(1)));
        refused("is in the clone 'db-clone'", "resource", "clone", "db");
        run("Uncloned db.\n", "resource", "unclone", "db");
        assertEquals("db", Resources.id(put(1)));
        refused("'web' is not cloned", "resource", "unclone", "web");
    }

    @Test
    void banIsAConstraintThatClearFinds() {
        run("Banned web from n1.\n", "resource", "ban", "web");
        LocationConstraint ban =
                node.lastEdits().getFirst().getPutConstraint().getLocation();
        assertEquals("cli-ban-web-on-n1", ban.getId());
        assertEquals("-INFINITY", ban.getScore());
        run("Banned web from n2 until 1970-01-01T01:30:00Z.\n",
                "resource", "ban", "web", "n2", "--for", "90m");
        LocationConstraint passing =
                node.lastEdits().getFirst().getPutConstraint().getLocation();
        assertEquals(1, passing.getRulesCount());

        node.configuration = node.configuration.toBuilder()
                .addConstraints(Constraint.newBuilder().setLocation(ban))
                .addConstraints(Constraint.newBuilder().setLocation(passing))
                .build();
        run("Cleared cli-ban-web-on-n2.\n", "resource", "clear", "web", "n2");
        run("There is nothing to clear of web.\n", "resource", "clear", "web", "--expired");
        node.status = node.status.toBuilder().setLogTimeMillis(5_400_000).build();
        run("Cleared cli-ban-web-on-n2.\n", "resource", "clear", "web", "--expired");
        node.status = node.status.toBuilder()
                .addMoves(MoveView.newBuilder().setResource("web")).build();
        run("Cleared cli-ban-web-on-n1, cli-ban-web-on-n2.\n", "resource", "clear", "web");
        assertEquals("web", ((EndMoveRequest) node.requests.getLast()).getResource());
    }

    @Test
    void restartIsARequestThatLeavesTheConfigurationAlone() {
        run("Restarting web on n1.\n", "resource", "restart", "web", "n1");
        assertEquals("n1", ((RestartRequest) node.requests.getLast()).getNode());
        assertTrue(node.changes.isEmpty());
    }

    @Test
    void failcountsAreFiltered() {
        assertEquals("""
                db:1  start on n1                 count INFINITY
                web   monitor on n1  every 10 s  count 3
                """.replaceAll(" +", " "), CommandRun.of(node, "resource", "failcount").out()
                .replaceAll(" +", " "));
        assertEquals("web monitor on n1 every 10 s count 3\n", CommandRun.of(node, "resource",
                "failcount", "show", "web", "node=n1", "interval=10s").out().replaceAll(" +", " "));
        assertEquals("No failures are counted.\n",
                CommandRun.of(node, "resource", "failcount", "node=n2").out());
    }

    @Test
    void utilizationIsInIntegers() {
        run("Set memory of web.\n", "resource", "utilization", "web", "memory=4096");
        assertEquals(Map.of("memory", "4096"), AttributeSets.values(
                Resources.options(put(0)).getUtilizationList()));
        run("Set cpu of n1.\n", "node", "utilization", "n1", "cpu=8");
        assertEquals("n1", node.lastEdits().getFirst().getPutNode().getName());
        assertEquals(65,
                CommandRun.of(node, "node", "utilization", "n1", "cpu=1.5").exitCode());
        assertEquals(1, CommandRun.of(node, "node", "utilization", "n9", "cpu=1").exitCode());
    }

    @Test
    void maintenanceIsAnAttributeOfTheNode() {
        run("Maintenance: n1.\n", "node", "maintenance", "n1");
        assertEquals("on", node.lastEdits().getFirst().getSetNodeAttribute().getValue());
        run("No maintenance: all nodes.\n", "node", "unmaintenance", "--all");
        assertEquals(2, node.lastEdits().size());
    }

    @Test
    void disableCanTellBeforehandAndRefuseHarm() {
        node.preview = ChangePreview.newBuilder()
                .addConsequences(consequence("stop", "web", "web stops on n1"))
                .addConsequences(consequence("move", "db:0", "db:0 moves"))
                .addConsequences(consequence("stop", "log", "log stops on n1").toBuilder()
                        .setDueAnyway(true))
                .build();

        for (String option : List.of("--simulate", "--dry-run")) {
            CommandRun tried = CommandRun.of(node, "resource", "disable", "web", option);
            assertTrue(tried.out().endsWith("""
                    Services
                      web stops on n1
                      db:0 moves
                      log stops on n1 (due anyway)
                    """), tried::out);
        }
        assertEquals("db\n", CommandRun.of(node, "resource", "disable", "web", "--simulate",
                "--brief").out());
        refused("would also touch db", "resource", "disable", "web", "--safe");
        refused("would also touch db", "resource", "disable", "web", "--safe", "--dry-run");
        assertTrue(node.changes.stream().allMatch(asked -> asked.getContext().getPreview()));
        run("Disabled web.\n", "resource", "disable", "web", "--safe", "--no-strict");
    }

    @Test
    void disableIsNotSafeWhereItStopsAnotherOrFencesANode() {
        node.preview = ChangePreview.newBuilder()
                .addConsequences(consequence("stop", "db", "db stops on n1"))
                .addConsequences(consequence("fence", "", "n2 is fenced (reboot)").toBuilder()
                        .setToNode("n2"))
                .build();

        refused("would also touch db, n2: db stops on n1, n2 is fenced (reboot)",
                "resource", "disable", "web", "--safe", "--no-strict");
    }

    @Test
    void cleanupMayBeOfOneOperation() {
        run("Forgot the failures of web on n1.\n", "resource", "cleanup", "web", "node=n1",
                "operation=monitor", "interval=10s");
        CleanupRequest request = (CleanupRequest) node.requests.getLast();
        assertEquals("web n1 monitor 10000", String.join(" ", request.getResource(),
                request.getNode(), request.getOperation(), "" + request.getIntervalMillis()));
        run("Forgot the failures of all resources.\n", "resource", "cleanup", "operation=start");
        assertEquals("start", ((CleanupRequest) node.requests.getLast()).getOperation());
        run("Probing web on n2.\n", "resource", "refresh", "web", "--node", "n2");
        for (String wrong : List.of("refresh web operation=start", "cleanup interval=1s",
                "cleanup web a=b")) {
            assertEquals(64, CommandRun.of(node, ("resource " + wrong).split(" ")).exitCode());
        }
    }

    @Test
    void fenceNeedsADevice() {
        run("Fencing n2.\n", "stonith", "fence", "n2");
        assertEquals("terminate", ((SetAttributeRequest) node.requests.getLast()).getName());
        assertEquals("true", ((SetAttributeRequest) node.requests.getLast()).getValue());
        run("Turning off n2.\n", "stonith", "fence", "n2", "--off");
        assertEquals("poweroff", ((SetAttributeRequest) node.requests.getLast()).getValue());
        node.configuration = Configuration.newBuilder().addResources(web()).build();
        refused("no fence device", "stonith", "fence", "n2");
    }

    @Test
    void levelsAreAddedListedAndRemoved() {
        run("Added level 1 for n1.\n", "stonith", "level", "add", "1", "n1", "bmc");
        ConfigurationEdit edit = node.lastEdits().getFirst();
        assertEquals("fl-n1-1", edit.getPutFencingLevel().getId());
        node.configuration = node.configuration.toBuilder()
                .addFencingLevels(edit.getPutFencingLevel())
                .build();
        assertEquals("n1  level 1  bmc\n", CommandRun.of(node, "stonith", "level", "config").out());
        refused("level 1 for n1 already", "stonith", "level", "add", "1", "node%n1", "bmc");
        refused("'web' is no fence device", "stonith", "level", "add", "2", "n1", "web");
        refused("no such fencing level", "stonith", "level", "delete", "1", "target", "n2");
        run("Deleted level 1 for n1.\n",
                "stonith", "level", "remove", "1", "target", "n1", "stonith", "bmc");
        assertEquals(0, CommandRun.of(node, "stonith", "level", "verify").exitCode());
        node.status = ClusterStatus.getDefaultInstance();
        CommandRun verified = CommandRun.of(node, "stonith", "level", "verify");
        assertEquals(new CommandRun(1, "Level 1 for n1: there is no node 'n1'.\n", ""), verified);
    }

    private void run(String message, String... arguments) {
        assertEquals(new CommandRun(0, message, ""), CommandRun.of(node, arguments));
    }

    private void refused(String message, String... arguments) {
        CommandRun run = CommandRun.of(node, arguments);
        assertEquals(1, run.exitCode(), run::toString);
        assertTrue(run.err().contains(message), run::err);
    }

    private Resource put(int edit) {
        return node.lastEdits().get(edit).getPutResource();
    }

    private static Map<String, String> meta(Resource resource) {
        return AttributeSets.values(Resources.options(resource).getMetaAttributesList());
    }

    private static Consequence consequence(String kind, String resource, String text) {
        return Consequence.newBuilder().setKind(kind).setResource(resource).setText(text).build();
    }

    private static Primitive primitive(String id, String standard) {
        return Primitive.newBuilder().setId(id)
                .setAgent(AgentName.newBuilder().setStandard(standard).setType("x"))
                .build();
    }

    private static Resource web() {
        Primitive.Builder web = primitive("web", "ocf").toBuilder()
                .setOperations(OperationList.newBuilder().addOperations(Operation.newBuilder()
                        .setId("web-monitor-interval-10s").setName("monitor").setInterval("10s")));
        web.getOptionsBuilder().addAllMetaAttributes(
                AttributeSets.of("web-meta_attributes", Map.of("target-role", "Stopped")));
        return Resources.of(web.build());
    }
}
