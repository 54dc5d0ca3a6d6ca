// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.codec;

import dev.mainstay.agent.action.ActionKey;
import dev.mainstay.agent.action.LedgerEntry;
import dev.mainstay.agent.action.MonitorKey;
import dev.mainstay.agent.action.Outcome;
import dev.mainstay.agent.action.Task;
import dev.mainstay.proto.v1.AttachResponse;
import dev.mainstay.proto.v1.RunningAction;
import java.util.Collection;
import java.util.Optional;

/** What a master is told of the work that it finds. */
public final class StandingCodec {
    private StandingCodec() {}

    public static RunningAction running(ActionKey key, String resource, Task task,
            Optional<Long> begunNanos) {
        return RunningAction.newBuilder()
                .setId(ActionCodec.id(key))
                .setResource(resource)
                .setTask(task.word())
                .setBegun(begunNanos.isPresent())
                .setBegunBoottimeNanos(begunNanos.orElse(0L))
                .build();
    }

    /** Adds outcomes, the ledger and the monitors to an answer. */
    public static AttachResponse.Builder add(AttachResponse.Builder response,
            Collection<Outcome> outcomes, Collection<LedgerEntry> ledger,
            Collection<MonitorKey> monitors) {
        return response.addAllOutcomes(outcomes.stream().map(OutcomeCodec::outcome).toList())
                .addAllLedger(ledger.stream().map(ActionCodec::ledgerEntry).toList())
                .addAllMonitors(monitors.stream().map(MonitorCodec::key).toList());
    }
}
