// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.MalformedField.decode;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.OperationTimes;
import dev.mainstay.proto.v1.LogProto;
import java.time.Instant;
import java.util.Optional;

/** Entries of operation histories. */
final class OperationRecordCodec {

    private OperationRecordCodec() {}

    static LogProto.OperationRecord encode(OperationRecord record) {
        var message = LogProto.OperationRecord.newBuilder()
                .setId(record.id())
                .setTask(record.task())
                .setIntervalMillis(record.intervalMillis())
                .setOrder(record.order())
                .setStatus(record.status().code())
                .setExitCode(record.exitCode())
                .setExecutionMillis(record.times().executionMillis())
                .setQueueMillis(record.times().queueMillis())
                .addAllRestartParameters(record.digests().restartParameters())
                .addAllSecureParameters(record.digests().secureParameters());
        record.expectedExitCode().ifPresent(message::setExpectedExitCode);
        record.lastChange().ifPresent(at -> message.setLastChange(LogValues.encode(at)));
        record.lastRun().ifPresent(at -> message.setLastRun(LogValues.encode(at)));
        record.digests().all().ifPresent(message::setDigest);
        record.digests().restart().ifPresent(message::setRestartDigest);
        record.digests().secure().ifPresent(message::setSecureDigest);
        record.exitReason().ifPresent(message::setExitReason);
        record.migrateSource().ifPresent(node -> message.setMigrateSource(node.value()));
        record.migrateTarget().ifPresent(node -> message.setMigrateTarget(node.value()));
        record.operationKey().ifPresent(message::setOperationKey);
        record.transitionKey().ifPresent(message::setTransitionKey);
        return message.build();
    }

    static OperationRecord record(LogProto.OperationRecord message) throws MalformedField {
        Optional<Instant> lastChange = message.hasLastChange()
                ? Optional.of(decode("lastChange", message.getLastChange(), LogValues::instant))
                : Optional.empty();
        Optional<Instant> lastRun = message.hasLastRun()
                ? Optional.of(decode("lastRun", message.getLastRun(), LogValues::instant))
                : Optional.empty();
        return new OperationRecord(
                message.getId(),
                message.getTask(),
                message.getIntervalMillis(),
                message.getOrder(),
                OperationStatus.of(message.getStatus()),
                message.getExitCode(),
                message.hasExpectedExitCode()
                        ? Optional.of(message.getExpectedExitCode())
                        : Optional.empty(),
                lastChange,
                lastRun,
                new OperationTimes(message.getExecutionMillis(), message.getQueueMillis()),
                digests(message),
                message.hasExitReason() ? Optional.of(message.getExitReason()) : Optional.empty(),
                message.hasMigrateSource()
                        ? Optional.of(new NodeId(message.getMigrateSource()))
                        : Optional.empty(),
                message.hasMigrateTarget()
                        ? Optional.of(new NodeId(message.getMigrateTarget()))
                        : Optional.empty(),
                message.hasOperationKey()
                        ? Optional.of(message.getOperationKey())
                        : Optional.empty(),
                message.hasTransitionKey()
                        ? Optional.of(message.getTransitionKey())
                        : Optional.empty());
    }

    private static OperationDigests digests(LogProto.OperationRecord message) {
        return new OperationDigests(
                message.hasDigest() ? Optional.of(message.getDigest()) : Optional.empty(),
                message.hasRestartDigest()
                        ? Optional.of(message.getRestartDigest())
                        : Optional.empty(),
                message.hasSecureDigest()
                        ? Optional.of(message.getSecureDigest())
                        : Optional.empty(),
                message.getRestartParametersList(),
                message.getSecureParametersList());
    }
}
