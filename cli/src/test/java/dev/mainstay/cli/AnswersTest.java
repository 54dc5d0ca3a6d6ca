// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.ExplainReply;
import dev.mainstay.proto.v1.FailureView;
import dev.mainstay.proto.v1.FencingView;
import dev.mainstay.proto.v1.NodeExplanation;
import dev.mainstay.proto.v1.NodeStatusView;
import dev.mainstay.proto.v1.PromotionExplanation;
import dev.mainstay.proto.v1.ReadPosition;
import dev.mainstay.proto.v1.ResourceStatusView;
import dev.mainstay.proto.v1.ScorePart;
import dev.mainstay.proto.v1.TransitionView;
import io.grpc.Status;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private FakeNode node;

    @BeforeEach
    void startNode() throws IOException {
        node = new FakeNode();
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void statusShowsWhatIsWrong() {
        node.status = troubled();
        assertEquals("""
                Cluster demo, quorate, leader n1
                Revision 12, log index 345
                Working: 2 of 5 actions done; now web_start_0 on n1

                Nodes
                  n1  online   leader     web content
                  n2  fencing
                  n4  online   high load

                Resources
                  webgroup   group
                    content  ocf:mainstay:process  Started     n1
                    web      ocf:mainstay:process  Starting    n1  failed, port in use
                  old        ocf:mainstay:dummy    Stopped         unmanaged, disabled
                  state      ocf:test:stateful     Promoted    n1  degraded on n1, disk 2 is bad
                                                   Unpromoted  n2

                Failures
                  web  start on n2  complete (1)  count INFINITY  failed: port in use; free it

                Fencing
                  n2  reboot  running  by n1  power

                Warning: No fencing is configured.
                """, CommandRun.of(node, "status").out());
    }

    @Test
    void statusDocumentHasEveryField() {
        String json = CommandRun.of(node, "status", "-o", "json").out();
        assertEquals("""
                {
                  "clusterId" : "",
                  "clusterName" : "",
                  "configurationRevision" : 0,
                  "featureLevel" : "",
                  "quorate" : false,
                  "nodes" : [ ],
                  "resources" : [ ],
                  "failures" : [ ],
                  "fencing" : [ ],
                  "moves" : [ ],
                  "warnings" : [ ],
                  "logTimeMillis" : 0
                }
                """, json);
    }

    @Test
    void statusWithoutLeaderSaysThatItMayBeOld() {
        node.status = ClusterStatus.newBuilder()
                .setClusterName("demo")
                .setPosition(ReadPosition.newBuilder().setConsistency(Consistency.LOCAL)
                        .setNode("n3").setAppliedIndex(9))
                .build();
        assertEquals("""
                Cluster demo, WITHOUT QUORUM, no leader
                Revision 0, log index 9 as n3 has it, maybe not current
                """, CommandRun.of(node, "status", "--local").out());
    }

    @Test
    void explainShowsScoresAndVetoes() {
        node.explanation = ExplainReply.newBuilder()
                .setSummary("web runs on n1.")
                .addNodes(NodeExplanation.newBuilder().setNode("n1").setScore("150").setChosen(true)
                        .addParts(ScorePart.newBuilder().setScore("100")
                                .setSource("resource-stickiness").setText("it runs here"))
                        .addParts(ScorePart.newBuilder().setScore("50")
                                .setSource("location-web-n1-50").setText("preferred"))
                        .setPromotion(PromotionExplanation.newBuilder().setScore("10")
                                .setAgainst("promoted-max of web-clone is 1")
                                .addParts(ScorePart.newBuilder().setScore("10")
                                        .setSource("promotion score").setText("its own"))))
                .addNodes(NodeExplanation.newBuilder().setNode("n2").setScore("-INFINITY")
                        .setVeto("the node is on standby"))
                .build();
        assertEquals("""
                web runs on n1.

                n1  score 150  chosen
                        100  resource-stickiness  it runs here
                         50  location-web-n1-50   preferred
                  promotion score 10
                  not promoted here: promoted-max of web-clone is 1
                         10  promotion score  its own

                n2  score -INFINITY
                  cannot run here: the node is on standby
                """, CommandRun.of(node, "explain", "web").out());
    }

    @Test
    void describeShowsWhatAnAgentTakes() {
        assertEquals("""
                ocf:mainstay:process - Any command as a supervised process

                  Runs a command
                  that stays in the foreground.

                Options
                  command (string, required)
                      Command line for the shell.
                  stop_signal (string, default: TERM)

                Operations
                  start      timeout=20s
                  stop       timeout=30s
                  monitor    timeout=20s  interval=10s  role=Master
                  monitor    timeout=20s  interval=10s  role=Slave
                  meta-data  timeout=5s
                """, CommandRun.of(node, "resource", "describe", "process").out());
    }

    @Test
    void listsKeepFenceAgentsApart() {
        assertEquals("stonith:fence_mainstay_process  An agent\n",
                CommandRun.of(node, "stonith", "list").out());
        assertTrue(!CommandRun.of(node, "resource", "list").out().contains("stonith"));
    }

    @Test
    void tokenGoesToStandardOutputAlone() {
        assertEquals(new CommandRun(0, "secret-token\n", ""),
                CommandRun.of(node, "cluster", "token"));
    }

    @Test
    void confirmingWithoutAPersonNeedsYes() {
        CommandRun refused = CommandRun.of(node, "stonith", "confirm", "n2");
        assertEquals(64, refused.exitCode());
        assertTrue(node.requests.isEmpty());
        assertEquals(new CommandRun(0, "Confirmed that n2 is off.\n", ""),
                CommandRun.of(node, "stonith", "confirm", "n2", "--yes"));
    }

    @Test
    void statusCodesBecomeExitCodes() {
        assertEquals(65, exitCodeOf(Status.INVALID_ARGUMENT));
        assertEquals(65, exitCodeOf(Status.RESOURCE_EXHAUSTED));
        assertEquals(1, exitCodeOf(Status.NOT_FOUND));
        assertEquals(1, exitCodeOf(Status.ALREADY_EXISTS));
        assertEquals(1, exitCodeOf(Status.FAILED_PRECONDITION));
        assertEquals(75, exitCodeOf(Status.DEADLINE_EXCEEDED));
        assertEquals(77, exitCodeOf(Status.UNAUTHENTICATED));
        assertEquals(77, exitCodeOf(Status.PERMISSION_DENIED));
        assertEquals(76, exitCodeOf(Status.UNIMPLEMENTED));
        assertEquals(2, exitCodeOf(Status.INTERNAL));
    }

    @Test
    void serversDescriptionReachesTheUser() {
        node.failures.add(Status.INVALID_ARGUMENT.withDescription("'ip' of web is missing."));
        assertEquals(new CommandRun(65, "", "Error: 'ip' of web is missing.\n"),
                CommandRun.of(node, "explain", "web"));
    }

    private int exitCodeOf(Status status) {
        node.failures.add(status.withDescription("why"));
        return CommandRun.of(node, "explain", "web").exitCode();
    }

    private static ClusterStatus troubled() {
        return ClusterStatus.newBuilder()
                .setClusterName("demo").setQuorate(true).setConfigurationRevision(12)
                .setPosition(ReadPosition.newBuilder()
                        .setLeader("n1").setNode("n1").setAppliedIndex(345))
                .setTransition(TransitionView.newBuilder().setActions(5).setDone(2).setInFlight(1)
                        .addRunning("web_start_0 on n1"))
                .addNodes(NodeStatusView.newBuilder().setName("n1").setState("online")
                        .setLeader(true).setVoter(true).addRunning("web").addRunning("content"))
                .addNodes(NodeStatusView.newBuilder().setName("n2").setState("fencing")
                        .setVoter(true))
                .addNodes(NodeStatusView.newBuilder().setName("n4").setState("online")
                        .setVoter(true).setLoad("high").setProcessors(4))
                .addResources(resource("webgroup", "", "", "").setKind("group"))
                .addResources(resource("content", "webgroup", "ocf:mainstay:process", "Started")
                        .addNodes("n1"))
                .addResources(resource("web", "webgroup", "ocf:mainstay:process", "Starting")
                        .addNodes("n1").setFailed(true).setReason("port in use"))
                .addResources(resource("old", "", "ocf:mainstay:dummy", "Stopped")
                        .setManaged(false).setTargetRole("Stopped"))
                .addResources(resource("state", "", "ocf:test:stateful", "Promoted")
                        .addNodes("n1").addNodes("n2").addPromotedNodes("n1")
                        .addDegradedNodes("n1").setReason("disk 2 is bad"))
                .addFailures(FailureView.newBuilder().setResource("web").setNode("n2")
                        .setOperation("start").setExitCode(1).setStatus("complete")
                        .setReason("port in use").setFailCount(-1)
                        .setSentence("failed: port in use; free it"))
                .addFencing(FencingView.newBuilder().setTarget("n2").setAction("reboot")
                        .setState("running").setOwner("n1").setDevice("power"))
                .addFencing(FencingView.newBuilder().setTarget("n3").setAction("off")
                        .setState("succeeded"))
                .addWarnings("No fencing is configured.")
                .build();
    }

    private static ResourceStatusView.Builder resource(
            String id, String parent, String agent, String role) {
        return ResourceStatusView.newBuilder().setId(id).setParent(parent).setAgent(agent)
                .setKind("primitive").setRole(role).setManaged(true);
    }
}
