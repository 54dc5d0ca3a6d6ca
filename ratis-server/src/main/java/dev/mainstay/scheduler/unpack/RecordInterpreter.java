// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.Role;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.work.ExpiredFailure;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.Optional;

/** Says what one record means, given those before it. */
final class RecordInterpreter {
    private final UnpackContext context;
    private final ResourceStateRecorder recorder;
    private final OnFailResolver onFails;
    private final FailureExpiry expiry;
    private final MigrationHistory migrations;

    RecordInterpreter(UnpackContext context, ResourceStateRecorder recorder) {
        this.context = context;
        this.recorder = recorder;
        this.onFails = new OnFailResolver(context);
        this.expiry = new FailureExpiry(context);
        this.migrations = new MigrationHistory(context, recorder);
    }

    void interpret(OperationRecord record, Interpretation so) {
        if (record.task().equals(Tasks.NOTIFY) || record.status() == OperationStatus.CANCELLED) {
            return;
        }
        if (record.status() == OperationStatus.PENDING) {
            Outcome open = new Outcome(Outcome.Kind.SOFT, record.exitCode(), Optional.empty());
            if (!expiry.isExpired(record, open, so)) {
                pending(record, so);
            }
            return;
        }
        Outcome outcome = Outcome.of(record, so.resource());
        if (expiry.isExpired(record, outcome, so)) {
            if (record.isRecurring() && so.node().is(NodeFlag.ONLINE)
                    && !so.node().is(NodeFlag.UNCLEAN)
                    && outcome.kind() != Outcome.Kind.SUCCESS && !so.ranAgain(record)) {
                context.state().expiredFailures().add(new ExpiredFailure(so.resource(),
                        so.node(), record.task(), record.intervalMillis()));
            }
            if (outcome.kind() != Outcome.Kind.SUCCESS || record.isProbe()) {
                return;
            }
        }
        if (outcome.isMasked(record)) {
            // Nothing runs there, but nothing could be started there either.
            recorder.ban(collective(so.resource()), so.node(),
                    new ScoreSource.OperationFailure(record.id()));
        }
        outcome.role().ifPresent(role -> {
            so.role(role);
            if (role == Role.STOPPED) {
                so.onFail(OnFail.IGNORE);
                forgetDecidedRole(so);
            }
        });
        switch (outcome.kind()) {
            case SUCCESS -> success(record, outcome.exitCode(), so);
            case SOFT, HARD, FATAL, NOT_INSTALLED -> failure(record, outcome, so);
        }
    }

    private void pending(OperationRecord record, Interpretation so) {
        WorkResource resource = so.resource();
        switch (record.task()) {
            case Tasks.START -> {
                resource.set(ResourceFlag.START_PENDING);
                so.active();
            }
            case Tasks.PROMOTE -> so.role(Role.PROMOTED);
            case Tasks.MIGRATE_TO -> {
                if (so.node().is(NodeFlag.UNCLEAN)) {
                    record.migrateTarget().flatMap(context.state()::node)
                            .ifPresent(target -> recorder.forceStop(resource, target));
                }
            }
            default -> {
            }
        }
        if (!record.isProbe()) {
            resource.history().pending(so.node());
        }
    }

    private void success(OperationRecord record, int exitCode, Interpretation so) {
        if (exitCode == OcfExitCode.NOT_RUNNING.code()) {
            // Whatever was asked for, what is not running is stopped.
            so.role(Role.STOPPED);
            clearPastFailure(so);
            return;
        }
        boolean clears = true;
        switch (record.task()) {
            case Tasks.MONITOR -> {
                if (exitCode == OcfExitCode.RUNNING_PROMOTED.code()) {
                    so.role(Role.PROMOTED);
                } else if (!so.isActive()) {
                    so.active();
                }
                clears = false;
            }
            case Tasks.STOP -> so.role(Role.STOPPED);
            case Tasks.START, Tasks.MIGRATE_FROM -> so.role(
                    so.resource().inPromotable() ? Role.UNPROMOTED : Role.STARTED);
            case Tasks.PROMOTE -> so.role(Role.PROMOTED);
            case Tasks.DEMOTE -> {
                so.demoted();
                // A failure that asks for more than that is not mended by it.
                clears = so.onFail() == OnFail.DEMOTE;
            }
            case Tasks.MIGRATE_TO -> {
                migrations.migratedTo(record, so);
                clears = false;
            }
            default -> {
                if (!so.isActive()) {
                    so.active();
                }
                clears = false;
            }
        }
        if (clears) {
            clearPastFailure(so);
        }
    }

    private static void clearPastFailure(Interpretation so) {
        if (so.onFail() == OnFail.RESET_REMOTE && so.resource().options().reconnectMillis() > 0) {
            return;
        }
        if (!so.onFail().survivesSuccess()) {
            so.onFail(OnFail.IGNORE);
            forgetDecidedRole(so);
        }
    }

    /** A connection that waits for its reconnect interval waits whatever other machines know. */
    private static void forgetDecidedRole(Interpretation so) {
        WorkResource resource = so.resource();
        if (resource.options().reconnectMillis() == 0 || !resource.is(ResourceFlag.FAILED)) {
            resource.nextRole(null);
        }
    }

    private void failure(OperationRecord record, Outcome outcome, Interpretation so) {
        WorkResource resource = so.resource();
        OnFail consequence =
                onFails.resolve(resource, record.task(), record.intervalMillis());
        boolean notInstalled = outcome.kind() == Outcome.Kind.NOT_INSTALLED;
        boolean stopOfContained = consequence == OnFail.RESTART_CONTAINER
                && record.task().equals(Tasks.STOP);
        if (!notInstalled && (consequence == OnFail.IGNORE || stopOfContained)) {
            pretendSuccess(record, so, consequence);
            return;
        }
        if (notInstalled && consequence == OnFail.IGNORE) {
            consequence = OnFail.BAN;
        }
        if (outcome.kind() == Outcome.Kind.HARD && record.task().equals(Tasks.STOP)
                && !canBeFenced(so.node())) {
            // Nothing is left that could stop it: hands off, until somebody looks.
            resource.clear(ResourceFlag.MANAGED);
            resource.set(ResourceFlag.BLOCKED);
        }
        record(record, outcome, consequence, so);
        switch (outcome.kind()) {
            case HARD, NOT_INSTALLED -> recorder.ban(collective(resource), so.node(),
                    new ScoreSource.OperationFailure(record.id()));
            case FATAL -> {
                for (WorkNode node : context.state().nodes()) {
                    recorder.ban(collective(resource), node,
                            new ScoreSource.OperationFailure(record.id()));
                }
            }
            case SUCCESS, SOFT -> {
            }
        }
    }

    private boolean canBeFenced(WorkNode node) {
        return context.state().options().fencingEnabled()
                && (context.state().options().quorate() || node.is(NodeFlag.ONLINE));
    }

    private static WorkResource collective(WorkResource resource) {
        WorkResource clone = resource.enclosingClone();
        return clone != null && !clone.is(ResourceFlag.UNIQUE) ? resource.top(false) : resource;
    }

    private void pretendSuccess(
            OperationRecord record, Interpretation so, OnFail consequence) {
        success(record, record.expectedExitCode().orElse(0), so);
        so.resource().set(ResourceFlag.IGNORE_FAILURE);
        if (consequence == OnFail.RESTART_CONTAINER
                && so.onFail().compareTo(OnFail.RESTART) <= 0) {
            so.onFail(OnFail.RESTART_CONTAINER);
        }
    }

    private void record(OperationRecord record, Outcome outcome, OnFail consequence,
            Interpretation so) {
        WorkResource resource = so.resource();
        so.lastFailure(record);
        so.atLeast(consequence);
        switch (record.task()) {
            case Tasks.STOP -> recorder.ban(resource, so.node(),
                    new ScoreSource.OperationFailure(record.id()));
            case Tasks.MIGRATE_TO -> migrations.migrateToFailed(record, so);
            case Tasks.MIGRATE_FROM -> migrations.migrateFromFailed(record, so);
            case Tasks.PROMOTE -> so.role(Role.PROMOTED);
            case Tasks.DEMOTE -> {
                if (consequence == OnFail.BLOCK) {
                    so.role(Role.PROMOTED);
                    resource.nextRole(Role.STOPPED);
                } else {
                    so.role(outcome.exitCode() == OcfExitCode.NOT_RUNNING.code()
                            ? Role.STOPPED
                            : Role.UNPROMOTED);
                }
            }
            default -> {
            }
        }
        if (record.isProbe() && outcome.exitCode() == OcfExitCode.NOT_INSTALLED.code()) {
            so.role(Role.STOPPED);
        } else if (!so.isActive()) {
            so.active();
        }
        if (consequence == OnFail.STOP) {
            resource.nextRole(Role.STOPPED);
        }
    }
}
