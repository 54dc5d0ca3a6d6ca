// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.tool;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Hands calls of tools to whoever serves them, the agent's master, and keeps them while there is
 * none: between the attaching of a master and its serving actions may run already. What a master
 * was asked and did not answer is asked of the next one.
 */
public final class ToolDesk {
    /** More than all actions of a machine call at a time. */
    static final int WAITING_MAX = 4096;

    private final SortedMap<Long, Waiting> waiting = new TreeMap<>();
    private @Nullable Server master;
    private long last;

    /** Answers each call by {@link ToolDesk#answer}. Asked one at a time; waits for nothing. */
    public interface Server {
        void asked(long id, ToolCall call);
    }

    private record Waiting(ToolCall call, CompletableFuture<ToolAnswer> answer) {}

    /** Never completes exceptionally; the caller's own end is what limits the wait. */
    public synchronized CompletableFuture<ToolAnswer> call(ToolCall call) {
        if (waiting.size() >= WAITING_MAX) {
            return CompletableFuture.completedFuture(ToolAnswer.unavailable(call,
                    waiting.size() + " calls are waiting for the cluster already"));
        }
        last++;
        CompletableFuture<ToolAnswer> answer = new CompletableFuture<>();
        waiting.put(last, new Waiting(call, answer));
        if (master != null) {
            master.asked(last, call);
        }
        return answer;
    }

    /** From now on this master is asked, first for what is waiting; one before it no more. */
    public synchronized void serve(Server next) {
        master = next;
        waiting.forEach((id, call) -> next.asked(id, call.call()));
    }

    public synchronized void leave(Server former) {
        if (former.equals(master)) {
            master = null;
        }
    }

    /** Of a call that was answered before nothing more is heard. */
    public void answer(long id, ToolAnswer answer) {
        taken(id).ifPresent(call -> call.answer().complete(answer));
    }

    private synchronized Optional<Waiting> taken(long id) {
        return Optional.ofNullable(waiting.remove(id));
    }
}
