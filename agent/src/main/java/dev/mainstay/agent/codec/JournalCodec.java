// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mainstay.agent.action.ActionKey;
import dev.mainstay.agent.action.Intent;
import dev.mainstay.agent.action.Intent.Run;
import dev.mainstay.agent.action.JournalEvent;
import dev.mainstay.agent.action.JournalEvent.Acknowledged;
import dev.mainstay.agent.action.JournalEvent.BootEntered;
import dev.mainstay.agent.action.JournalEvent.Ended;
import dev.mainstay.agent.action.JournalEvent.EpochKept;
import dev.mainstay.agent.action.JournalEvent.Intended;
import dev.mainstay.agent.action.JournalEvent.Listed;
import dev.mainstay.agent.action.JournalEvent.MonitorEnded;
import dev.mainstay.agent.action.JournalEvent.Seen;
import dev.mainstay.agent.action.JournalEvent.TooOld;
import dev.mainstay.agent.action.JournalEvent.Unlisted;
import dev.mainstay.agent.posix.ProcessGroup;
import dev.mainstay.proto.v1.AgentJournalIntent;
import dev.mainstay.proto.v1.AgentJournalRecord;
import dev.mainstay.proto.v1.AgentJournalReference;
import dev.mainstay.proto.v1.AgentJournalSeen;
import java.io.IOException;
import java.util.Optional;

/** The journal's records. */
public final class JournalCodec {
    private JournalCodec() {}

    public static byte[] encode(JournalEvent event) {
        AgentJournalRecord.Builder record = AgentJournalRecord.newBuilder();
        switch (event) {
            case BootEntered(var bootId) -> record.setBootEntered(bootId);
            case EpochKept(var epoch) -> record.setEpochKept(epoch);
            case Intended(var intent) -> record.setIntended(intent(intent));
            case Ended(var outcome) -> record.setEnded(OutcomeCodec.outcome(outcome));
            case MonitorEnded(var group) -> record.setMonitorEnded(group);
            case Listed(var entry) -> record.setListed(ActionCodec.ledgerEntry(entry));
            case Unlisted(var resource) -> record.setUnlisted(resource);
            case Acknowledged(var key) -> record.setAcknowledged(reference(key));
            case Seen(var resource, var key) -> record.setSeen(AgentJournalSeen.newBuilder()
                    .setResource(resource)
                    .setEpoch(key.epoch())
                    .setId(ActionCodec.id(key)));
            case TooOld(var key) -> record.setTooOld(reference(key));
        }
        return record.build().toByteArray();
    }

    /** @throws IOException when this version cannot know what the record means */
    public static JournalEvent decode(byte[] content) throws IOException {
        try {
            AgentJournalRecord record = AgentJournalRecord.parseFrom(content);
            return switch (record.getEventCase()) {
                case BOOT_ENTERED -> new BootEntered(record.getBootEntered());
                case EPOCH_KEPT -> new EpochKept(record.getEpochKept());
                case INTENDED -> new Intended(intent(record.getIntended()));
                case ENDED -> new Ended(OutcomeCodec.outcome(record.getEnded()));
                case MONITOR_ENDED -> new MonitorEnded(record.getMonitorEnded());
                case LISTED -> new Listed(ActionCodec.ledgerEntry(record.getListed()));
                case UNLISTED -> new Unlisted(record.getUnlisted());
                case ACKNOWLEDGED -> new Acknowledged(key(record.getAcknowledged()));
                case SEEN -> new Seen(record.getSeen().getResource(), ActionCodec
                        .key(record.getSeen().getEpoch(), record.getSeen().getId()));
                case TOO_OLD -> new TooOld(key(record.getTooOld()));
                case EVENT_NOT_SET -> throw new IOException(
                        "the node agent's journal was written by a newer version");
            };
        } catch (InvalidProtocolBufferException | IllegalArgumentException malformed) {
            throw new IOException("the node agent's journal holds an unreadable record", malformed);
        }
    }

    private static AgentJournalReference reference(ActionKey key) {
        return AgentJournalReference.newBuilder()
                .setEpoch(key.epoch())
                .setId(ActionCodec.id(key))
                .build();
    }

    private static ActionKey key(AgentJournalReference reference) {
        return ActionCodec.key(reference.getEpoch(), reference.getId());
    }

    private static AgentJournalIntent intent(Intent intent) {
        AgentJournalIntent.Builder message = AgentJournalIntent.newBuilder()
                .setEpoch(intent.key().epoch())
                .setId(ActionCodec.id(intent.key()))
                .setResource(intent.resource())
                .setTask(intent.task().word())
                .setRecurring(intent.run() == Run.RECURRING)
                .setBegunBoottimeNanos(intent.begunNanos())
                .setConfigRevision(intent.configRevision());
        intent.group()
                .ifPresent(group -> message.setProcessGroup(group.id())
                        .setStartTicks(group.startTicks()));
        return message.build();
    }

    private static Optional<ProcessGroup> group(AgentJournalIntent message) {
        return message.getProcessGroup() == 0 ? Optional.empty()
                : Optional.of(new ProcessGroup(message.getProcessGroup(),
                        message.getStartTicks()));
    }

    private static Intent intent(AgentJournalIntent message) {
        return new Intent(ActionCodec.key(message.getEpoch(), message.getId()),
                message.getResource(), ActionCodec.task(message.getTask()),
                message.getRecurring() ? Run.RECURRING : Run.ACTION,
                group(message), message.getBegunBoottimeNanos(), message.getConfigRevision());
    }
}
