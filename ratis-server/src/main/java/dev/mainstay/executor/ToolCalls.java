// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.executor.tool.ToolContext;
import dev.mainstay.executor.tool.ToolEffect;
import dev.mainstay.executor.tool.Tools;
import dev.mainstay.port.AgentClient.ToolAnswer;
import dev.mainstay.port.AgentClient.ToolCall;
import dev.mainstay.port.Proposed;
import dev.mainstay.state.Command;
import dev.mainstay.state.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Answers resource agents that call Pacemaker's tools. Reads what this machine has applied. A
 * change is waited for until it can be read here, so that the caller's next question sees it, but
 * not for long: an agent must stop its service on a machine without a leader too. The change is not
 * given up then, while this incarnation lasts.
 */
final class ToolCalls {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final ToolAnswer DONE = new ToolAnswer(0, "");

    private final ExecutorPorts ports;
    private final Recorder recorder;
    private final LongSupplier incarnation;
    private long count;

    ToolCalls(ExecutorPorts ports, Recorder recorder, LongSupplier incarnation) {
        this.ports = ports;
        this.recorder = recorder;
        this.incarnation = incarnation;
    }

    /** May be called on any thread. */
    CompletableFuture<ToolAnswer> answer(ToolCall call) {
        CompletableFuture<ToolAnswer> answer = new CompletableFuture<>();
        ports.loop().execute(() -> answer(call, answer));
        return answer;
    }

    private void answer(ToolCall call, CompletableFuture<ToolAnswer> answer) {
        ToolContext context = new ToolContext(ports.self(), call.resource(),
                ports.leadership().leader().isPresent(), ports.states().current());
        switch (Tools.call(call.tool(), call.arguments().toArray(String[]::new), context)) {
            case ToolEffect.Print(var text) -> answer.complete(new ToolAnswer(0, text));
            case ToolEffect.Failure(var exitCode, var message) ->
                    answer.complete(new ToolAnswer(exitCode, message + "\n"));
            case ToolEffect.Change(var command) -> change(command, answer);
        }
    }

    private void change(Command command, CompletableFuture<ToolAnswer> answer) {
        count++;
        ports.loop().after(PATIENCE, () -> answer.complete(DONE));
        recorder.record("tool:" + ports.self() + ":" + incarnation.getAsLong() + ":" + count,
                command, applied -> awaitHere(applied, answer));
    }

    private void awaitHere(Proposed.Applied applied, CompletableFuture<ToolAnswer> answer) {
        if (applied.outcome() instanceof Outcome.Rejected(var rejection)) {
            answer.complete(new ToolAnswer(1, rejection.message() + "\n"));
        } else if (ports.states().current().appliedIndex() >= applied.index()) {
            answer.complete(DONE);
        } else if (!answer.isDone()) {
            ports.loop().after(LOOK, () -> awaitHere(applied, answer));
        }
    }
}
