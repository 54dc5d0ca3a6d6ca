// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.executor.tool.ClusterViews;
import dev.mainstay.executor.tool.ToolContext;
import dev.mainstay.executor.tool.ToolEffect;
import dev.mainstay.executor.tool.Tools;
import dev.mainstay.port.AgentClient.ToolAnswer;
import dev.mainstay.port.AgentClient.ToolCall;
import dev.mainstay.state.AttributeChange;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Outcome;
import dev.mainstay.state.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers resource agents that call Pacemaker's tools. Reads what this machine has applied. A
 * change is waited for until it can be read here, so that the caller's next question sees it, but
 * not for long: an agent must stop its service on a machine without a leader too. The change is not
 * given up then, while this incarnation lasts. What a change replaces is read when it is made: if
 * somebody else was quicker, the call is understood anew.
 */
final class ToolCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ToolCalls.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** How often a call is understood anew; more than members that could write at a time. */
    private static final int ATTEMPTS_MAX = 20;

    /** EX_SOFTWARE, also CRM_EX_SOFTWARE. */
    private static final int SOFTWARE = 70;

    private static final ToolAnswer DONE = new ToolAnswer(0, "");

    private final ExecutorPorts ports;
    private final PendingChanges pending;
    private final DampedAttributes damped;
    private final ClusterViews views = new ClusterViews();

    ToolCalls(ExecutorPorts ports, Recorder recorder, LongSupplier incarnation) {
        this.ports = ports;
        this.pending = new PendingChanges(ports, recorder, incarnation);
        this.damped = new DampedAttributes(ports.loop(), ports.clock(), this::writeHeld);
    }

    /** The incarnation is over, and with it what is held back for it. */
    void forget() {
        damped.forget();
    }

    /** May be called on any thread; it reads there, and changes nothing but on the loop. */
    CompletableFuture<ToolAnswer> answer(ToolCall call) {
        CompletableFuture<ToolAnswer> answer = new CompletableFuture<>();
        answer(call, answer, ATTEMPTS_MAX);
        return answer;
    }

    private void answer(ToolCall call, CompletableFuture<ToolAnswer> answer, int attempts) {
        switch (effect(call)) {
            case ToolEffect.Print(var text) -> answer.complete(new ToolAnswer(0, text));
            case ToolEffect.Failure(var exitCode, var message) ->
                    answer.complete(new ToolAnswer(exitCode, message + "\n"));
            case ToolEffect.Change change ->
                    ports.loop().execute(() -> change(call, change, answer, attempts));
            case ToolEffect.ChangeAttribute change ->
                    ports.loop().execute(() -> change(change, answer));
            case ToolEffect.Dampen(var name, var delay) -> ports.loop().execute(() -> {
                damped.setDelay(name, delay);
                answer.complete(DONE);
            });
            case ToolEffect.WriteHeld() -> ports.loop().execute(() -> {
                damped.writeAll();
                answer.complete(DONE);
            });
            case ToolEffect.Fence fence -> ports.loop().execute(
                    () -> new FenceCall(ports, fence, answer).begin(pending));
        }
    }

    /** One at a time: what one call has worked out of the state the next one uses. */
    private synchronized ToolEffect effect(ToolCall call) {
        ClusterState state = ports.states().current();
        Instant wall = ports.clock().wall();
        Instant now = wall.isAfter(state.logTime()) ? wall : state.logTime();
        ToolContext context = new ToolContext(ports.self(), call.resource(),
                ports.leadership().leader(), state, now, pending.isEmpty(), damped,
                views);
        try {
            return Tools.call(call.tool(), call.arguments().toArray(String[]::new), context);
        } catch (RuntimeException mistake) {
            // The agent would ask again and again if it got no answer at all.
            LOG.error("a call of {} with {} cannot be answered", call.tool(), call.arguments(),
                    mistake);
            return new ToolEffect.Failure(SOFTWARE,
                    call.tool() + ": an error in Mainstay, see the daemon's log");
        }
    }

    private void change(ToolCall call, ToolEffect.Change change,
            CompletableFuture<ToolAnswer> answer, int attempts) {
        ports.loop().after(PATIENCE, () -> answer.complete(DONE));
        pending.add(change.command(), applied -> {
            switch (applied.outcome()) {
                case Outcome.Rejected(Rejection.StaleRevision _) when attempts > 1 ->
                        answer(call, answer, attempts - 1);
                case Outcome.Rejected(var rejection) ->
                        answer.complete(new ToolAnswer(1, rejection.message() + "\n"));
                case Outcome.Accepted _ -> answer.complete(DONE);
            }
        });
    }

    /**
     * One that is held back is answered at once: that it is not in the log yet is asked for. What
     * is private is not held back, since nobody plans by it.
     */
    private void change(ToolEffect.ChangeAttribute asked, CompletableFuture<ToolAnswer> answer) {
        if (asked.change().reach() == AttributeChange.Reach.PUBLIC
                && damped.hold(asked.change(), asked.dampening())) {
            answer.complete(DONE);
            return;
        }
        ports.loop().after(PATIENCE, () -> answer.complete(DONE));
        pending.add(asked.change(), applied -> answer.complete(switch (applied.outcome()) {
            case Outcome.Rejected(var rejection) -> new ToolAnswer(1, rejection.message() + "\n");
            case Outcome.Accepted _ -> DONE;
        }));
    }

    private void writeHeld(AttributeChange change, Runnable then) {
        pending.add(change, applied -> {
            if (applied.outcome() instanceof Outcome.Rejected(var rejection)) {
                LOG.warn("attribute {} of {}, which was held back, cannot be changed: {}",
                        change.name(), change.node(), rejection.message());
            }
            then.run();
        });
    }
}
