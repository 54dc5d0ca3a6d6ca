// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.executor.tool.ToolEffect;
import dev.mainstay.port.AgentClient.ToolAnswer;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.FencingRecord;
import dev.mainstay.state.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A tool's call that has a machine fenced: it ends with success only once the machine was fenced,
 * because its caller relies on that.
 */
final class FenceCall {
    private static final Duration LOOK = Duration.ofMillis(50);

    /** CRM_EX_TIMEOUT. */
    private static final int TIMEOUT = 124;

    private final ExecutorPorts ports;
    private final ToolEffect.Fence fence;
    private final CompletableFuture<ToolAnswer> answer;

    FenceCall(ExecutorPorts ports, ToolEffect.Fence fence, CompletableFuture<ToolAnswer> answer) {
        this.ports = ports;
        this.fence = fence;
        this.answer = answer;
    }

    void begin(PendingChanges pending) {
        ports.loop().after(fence.patience(), () -> answer.complete(new ToolAnswer(TIMEOUT,
                fence.target() + " was not fenced within " + fence.patience().toSeconds()
                        + " s; it will be as soon as possible\n")));
        pending.add(fence.request(), applied -> {
            if (applied.outcome() instanceof Outcome.Rejected(var rejection)) {
                answer.complete(new ToolAnswer(1, rejection.message() + "\n"));
            } else {
                await(applied.index());
            }
        });
    }

    private void await(long requested) {
        Optional<FencingRecord> ended = ended(ports.states().current(), requested);
        if (ended.isPresent()) {
            answer.complete(told(ended.get()));
        } else if (!answer.isDone()) {
            ports.loop().after(LOOK, () -> await(requested));
        }
    }

    private Optional<FencingRecord> ended(ClusterState state, long requested) {
        return state.fencing().ended().tailMap(requested).values().stream()
                .filter(record -> record.target().equals(fence.target())
                        && record.incarnation() == fence.incarnation())
                .findFirst();
    }

    private ToolAnswer told(FencingRecord record) {
        return switch (record.phase()) {
            case SUCCEEDED, CONFIRMED -> new ToolAnswer(0, "");
            case FAILED, PENDING, RUNNING -> new ToolAnswer(1,
                    "fencing " + record.target() + " failed: " + record.detail() + "\n");
        };
    }
}
