// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.proto.v1.ActionOutcome;
import dev.mainstay.proto.v1.NodeAgentGrpc;
import dev.mainstay.proto.v1.ToolReply;
import dev.mainstay.proto.v1.ToolRequest;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resource agents that call Pacemaker's tools reach the agent's master. */
final class ToolCallTest {

    @TempDir
    Path folder;
    private AgentUnderTest agent;

    @BeforeEach
    void openAgent() throws IOException, InterruptedException {
        agent = AgentUnderTest.attached(folder);
    }

    @AfterEach
    void closeAgent() throws IOException {
        agent.close();
    }

    @Test
    void callReachesTheMasterAsItIsAndItsAnswerTheCaller() throws IOException {
        AgentUnderTest.script(folder, "calling", """
                value=$(crm_attribute -n 'a b' -v "two
                lines, € and '\\\\'" --empty '') || exit 1
                [ "$value" = 'it is
                set' ] && [ "$HA_SBIN_DIR/crm_attribute" = "$(command -v crm_attribute)" ]""");
        Server master = serve(AgentUnderTest.EPOCH,
                call -> ToolReply.newBuilder().setText("it is\nset\n"));

        ActionOutcome outcome =
                agent.run(agent.order(1, "calling", "start").setResource("db:0"));
        assertEquals(0, outcome.getExitCode(), outcome.getErrorOutput());
        ToolRequest call = master.calls.getFirst();
        assertEquals("crm_attribute", call.getTool());
        assertEquals("db:0", call.getResource());
        assertEquals(List.of("-n", "a b", "-v", "two\nlines, € and '\\'", "--empty", ""),
                call.getArgumentsList());
    }

    @Test
    void refusalIsAnExitCodeAndAnErrorMessage() throws IOException {
        AgentUnderTest.script(folder, "refused", "crm_node -n > \"$OCF_RESKEY_trace\"");
        serve(AgentUnderTest.EPOCH,
                call -> ToolReply.newBuilder().setExitCode(64).setText("no such option\n"));

        ActionOutcome outcome = agent.run(agent.order(1, "refused", "start"));
        assertEquals(64, outcome.getExitCode());
        assertEquals("no such option\n", outcome.getErrorOutput());
        assertEquals(List.of(), agent.trace());
    }

    @Test
    void callWaitsForAMasterThatServes() throws Exception {
        AgentUnderTest.script(folder, "early", "crm_node -n > \"$OCF_RESKEY_trace\"");
        var running = agent.begin(agent.order(1, "early", "start"));
        Path tools = folder.resolve("state/agent/tools");
        await().until(() -> hasCall(tools));
        serve(AgentUnderTest.EPOCH, call -> ToolReply.newBuilder().setText("n1\n"));

        assertEquals(0, AgentUnderTest.await(running).getExitCode());
        assertEquals(List.of("n1"), agent.trace());
        assertTrue(!hasCall(tools), "a call leaves nothing");
    }

    @Test
    void manyCallsAtATimeAreEachAnsweredByTheirOwn() throws IOException {
        AgentUnderTest.script(folder, "busy", """
                for i in 1 2 3 4 5 6 7 8; do
                    (crm_node "$i" >> "$OCF_RESKEY_trace.$i") &
                done
                wait
                cat "$OCF_RESKEY_trace".? > "$OCF_RESKEY_trace\"""");
        serve(AgentUnderTest.EPOCH,
                call -> ToolReply.newBuilder().setText(call.getArguments(0) + "\n"));

        assertEquals(0, agent.run(agent.order(1, "busy", "start")).getExitCode());
        assertEquals(List.of("1", "2", "3", "4", "5", "6", "7", "8"), agent.trace());
    }

    /** Most agents name the tools by HA_SBIN_DIR and not by the PATH. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "crm_master -l reboot -v 5",
                "crm_attribute --promotion -v 5",
                "crm_resource -B -r db -N n1 -Q",
                "crm_mon -1 --output-as=xml",
                "crm_ticket -t T -G granted",
                "attrd_updater -p -n db-gtid -U 0-1-2",
                "stonith_admin -H * --output-as xml"})
    void agentThatNamesAToolByItsFolderReachesTheStandIn(String line) throws IOException {
        AgentUnderTest.script(folder, "sbin", "set -f\n\"${HA_SBIN_DIR}\"/" + line);
        Server master = serve(AgentUnderTest.EPOCH, call -> ToolReply.newBuilder());

        ActionOutcome outcome = agent.run(agent.order(1, "sbin", "start").setResource("db"));
        assertEquals(0, outcome.getExitCode(), outcome.getErrorOutput());
        ToolRequest call = master.calls.getFirst();
        assertEquals(line, call.getTool() + " " + String.join(" ", call.getArgumentsList()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"  two  blanks ", "\\n is no line feed", "-n", "12 % of 3", " "})
    void lineArrivesAsItIs(String line) throws IOException {
        AgentUnderTest.script(folder, "line", "crm_attribute -G > \"$OCF_RESKEY_trace\"");
        serve(AgentUnderTest.EPOCH, _ -> ToolReply.newBuilder().setText(line + "\n"));

        ActionOutcome outcome = agent.run(agent.order(1, "line", "start"));
        assertEquals(0, outcome.getExitCode(), outcome.getErrorOutput());
        assertEquals(List.of(line), agent.trace());
    }

    @Test
    void emptyAnswersAndWhatAKilledCallLeftMakeNoDifference() throws IOException {
        AgentUnderTest.script(folder, "empty", """
                sh -c 'touch "$MAINSTAY_TOOLS/$$.done" "$MAINSTAY_TOOLS/$$.answer"
                    exec "$HA_SBIN_DIR/crm_node" -n' > "$OCF_RESKEY_trace\"""");
        serve(AgentUnderTest.EPOCH, _ -> ToolReply.newBuilder());

        ActionOutcome outcome = agent.run(agent.order(1, "empty", "start"));
        assertEquals(0, outcome.getExitCode(), outcome.getErrorOutput());
        assertEquals(List.of(), agent.trace());
        await().until(() -> !hasCall(folder.resolve("state/agent/tools")));
    }

    @Test
    void longAnswerComesInPiecesAndArrivesWhole() throws IOException {
        AgentUnderTest.script(folder, "long", "cibadmin -Q | wc -l > \"$OCF_RESKEY_trace\"");
        String piece = "<nvpair/>\n".repeat(1000);
        Server master = serve(AgentUnderTest.EPOCH, _ -> ToolReply.newBuilder().setText(piece));
        master.pieces = 40;

        ActionOutcome outcome = agent.run(agent.order(1, "long", "start"));
        assertEquals(0, outcome.getExitCode(), outcome.getErrorOutput());
        assertEquals(List.of("40000"), agent.trace());
    }

    /** As agents do whose shell hands the CIB to crm_mon, which does not read it here. */
    @Test
    void outputThatNobodyReadsHoldsNobodyUp() throws IOException {
        AgentUnderTest.script(folder, "unread", """
                bash -c 'CIB_file=<(cibadmin -Q | sed s/a/b/) crm_mon -1X' \
                    | grep -q 'role="Promoted"' && cibadmin -Q | grep -q -m 1 x""");
        serve(AgentUnderTest.EPOCH, _ -> ToolReply.newBuilder()
                .setText("<x role=\"Promoted\"/>\n" + "<x/>\n".repeat(50_000)));

        ActionOutcome outcome = agent.run(agent.order(1, "unread", "start"));
        assertEquals(0, outcome.getExitCode(), outcome.getErrorOutput());
        await().until(() -> !hasCall(folder.resolve("state/agent/tools")));
    }

    @Test
    void onlyTheMasterMayServe()
            throws InterruptedException, ExecutionException, TimeoutException {
        Server superseded = serve(AgentUnderTest.EPOCH - 1, call -> ToolReply.newBuilder());

        assertTrue(superseded.ended.get(AgentUnderTest.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .contains("epoch"));
    }

    private static boolean hasCall(Path tools) throws IOException {
        try (Stream<Path> files = Files.list(tools)) {
            return files.anyMatch(file -> file.toString().endsWith(".call"));
        }
    }

    private Server serve(long epoch, Answering answers) {
        Server master = new Server(answers);
        master.replies = NodeAgentGrpc.newStub(agent.channel()).serveTools(master);
        master.replies.onNext(ToolReply.newBuilder().setEpoch(epoch).build());
        return master;
    }

    /** What a master makes of a call. */
    private interface Answering {
        ToolReply.Builder answer(ToolRequest call);
    }

    /** Before the call has begun there is nobody to answer. */
    private static final class Unanswered implements StreamObserver<ToolReply> {
        @Override
        public void onNext(ToolReply reply) {
            throw new IllegalStateException("asked too early");
        }

        @Override
        public void onError(Throwable failure) {
            throw new IllegalStateException(failure);
        }

        @Override
        public void onCompleted() {
            throw new IllegalStateException("ended too early");
        }
    }

    private static final class Server implements StreamObserver<ToolRequest> {
        private final List<ToolRequest> calls = new CopyOnWriteArrayList<>();
        private final CompletableFuture<String> ended = new CompletableFuture<>();
        private final Answering answers;
        private volatile StreamObserver<ToolReply> replies = new Unanswered();
        private volatile int pieces = 1;

        Server(Answering answers) {
            this.answers = answers;
        }

        @Override
        public void onNext(ToolRequest call) {
            calls.add(call);
            ToolReply.Builder answer = answers.answer(call).setCall(call.getCall());
            for (int piece = 1; piece <= pieces; piece++) {
                replies.onNext(answer.setMore(piece < pieces).build());
            }
        }

        @Override
        public void onError(Throwable failure) {
            ended.complete(String.valueOf(failure.getMessage()));
        }

        @Override
        public void onCompleted() {
            ended.complete("");
        }
    }
}
