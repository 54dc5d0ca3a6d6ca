// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.MalformedField.decode;
import static dev.mainstay.codec.MalformedField.required;
import static dev.mainstay.codec.MalformedField.unknownKind;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.proto.v1.LogProto;
import dev.mainstay.transition.Action;
import dev.mainstay.transition.Action.ClusterAction;
import dev.mainstay.transition.Action.FenceAction;
import dev.mainstay.transition.Action.PseudoAction;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ClusterTask;
import dev.mainstay.transition.FenceOperation;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.Transition;
import dev.mainstay.transition.TransitionLimits;
import dev.mainstay.transition.TransitionStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Transitions, their steps and actions. */
final class TransitionCodec {

    private TransitionCodec() {}

    static LogProto.Transition encode(Transition transition) {
        var message = encodeWithoutSteps(transition);
        transition.steps().forEach(step -> message.addSteps(encode(step)));
        return message.build();
    }

    static LogProto.Transition.Builder encodeWithoutSteps(Transition transition) {
        return LogProto.Transition.newBuilder()
                .setConfigurationRevision(transition.configurationRevision())
                .setBatchLimit(transition.limits().batch())
                .setMigrationsPerNode(transition.limits().migrationsPerNode())
                .setActionsPerNode(transition.limits().actionsPerNode());
    }

    static Transition transition(LogProto.Transition message) throws MalformedField {
        List<TransitionStep> steps = new ArrayList<>(message.getStepsCount());
        for (LogProto.TransitionStep step : message.getStepsList()) {
            steps.add(step(steps.size(), step));
        }
        return transition(message, steps);
    }

    static Transition transition(LogProto.Transition message, List<TransitionStep> steps) {
        return new Transition(
                message.getConfigurationRevision(),
                new TransitionLimits(message.getBatchLimit(), message.getMigrationsPerNode(),
                        message.getActionsPerNode()),
                steps);
    }

    static LogProto.TransitionStep encode(TransitionStep step) {
        var message = LogProto.TransitionStep.newBuilder()
                .setAction(encode(step.action()))
                .addAllAfter(step.after());
        step.continues().ifPresent(id -> message.setContinues(LogValues.encode(id)));
        return message.build();
    }

    static TransitionStep step(int number, LogProto.TransitionStep message)
            throws MalformedField {
        return new TransitionStep(
                number,
                decode("steps[" + number + "].action", message.getAction(),
                        TransitionCodec::action),
                message.getAfterList(),
                message.hasContinues()
                        ? Optional.of(LogValues.actionId(message.getContinues()))
                        : Optional.empty());
    }

    static LogProto.Action encode(Action action) {
        var message = LogProto.Action.newBuilder();
        switch (action) {
            case ResourceAction resource -> message.setOperation(encode(resource));
            case FenceAction fence -> message.setFence(LogProto.Action.Fence.newBuilder()
                    .setTarget(fence.target().value())
                    .setOperation(encode(fence.operation()))
                    .setDelayMillis(fence.delayMillis())
                    .setReason(fence.reason()));
            case ClusterAction cluster -> message.setCluster(encode(cluster));
            case PseudoAction pseudo -> {
                var inner = LogProto.Action.Pseudo.newBuilder().setKey(pseudo.key());
                pseudo.subject().ifPresent(node -> inner.setSubject(node.value()));
                message.setPseudo(inner);
            }
        }
        return message.build();
    }

    static Action action(LogProto.Action message) throws MalformedField {
        return switch (message.getKindCase()) {
            case OPERATION -> decode("operation", message.getOperation(),
                    TransitionCodec::operation);
            case FENCE -> decode("fence", message.getFence(), TransitionCodec::fence);
            case CLUSTER -> decode("cluster", message.getCluster(), TransitionCodec::cluster);
            case PSEUDO -> new PseudoAction(
                    message.getPseudo().getKey(),
                    message.getPseudo().hasSubject()
                            ? Optional.of(new NodeId(message.getPseudo().getSubject()))
                            : Optional.empty());
            case KIND_NOT_SET -> throw unknownKind("");
        };
    }

    static LogProto.Action.FenceOperation encode(FenceOperation operation) {
        return switch (operation) {
            case REBOOT -> LogProto.Action.FenceOperation.REBOOT;
            case OFF -> LogProto.Action.FenceOperation.OFF;
            case ON -> LogProto.Action.FenceOperation.ON;
        };
    }

    static FenceOperation fenceOperation(LogProto.Action.FenceOperation message)
            throws MalformedField {
        return switch (message) {
            case REBOOT -> FenceOperation.REBOOT;
            case OFF -> FenceOperation.OFF;
            case ON -> FenceOperation.ON;
            case FENCE_OPERATION_UNSPECIFIED, UNRECOGNIZED -> throw unknownKind("operation");
        };
    }

    private static LogProto.Action.Operation encode(ResourceAction action) {
        return LogProto.Action.Operation.newBuilder()
                .setKey(action.key())
                .setResource(action.resource().value())
                .setInstance(action.instance().value())
                .setTask(LogProto.Action.Task.valueOf(action.task().name()))
                .setIntervalMillis(action.intervalMillis())
                .setNode(action.node().value())
                .setTimeoutMillis(action.timeoutMillis())
                .setTargetExitCode(action.targetExitCode())
                .setCancel(action.cancel())
                .putAllContext(action.context())
                .build();
    }

    private static ResourceAction operation(LogProto.Action.Operation message)
            throws MalformedField {
        return new ResourceAction(
                required("key", message.getKey()),
                new ResourceId(required("resource", message.getResource())),
                new InstanceId(required("instance", message.getInstance())),
                task(message.getTask()),
                message.getIntervalMillis(),
                new NodeId(required("node", message.getNode())),
                message.getTimeoutMillis(),
                message.getTargetExitCode(),
                message.getCancel(),
                SortedMaps.copyOf(new TreeMap<>(message.getContextMap())));
    }

    private static Task task(LogProto.Action.Task message) throws MalformedField {
        return switch (message) {
            case PROBE -> Task.PROBE;
            case MONITOR -> Task.MONITOR;
            case START -> Task.START;
            case STOP -> Task.STOP;
            case PROMOTE -> Task.PROMOTE;
            case DEMOTE -> Task.DEMOTE;
            case NOTIFY -> Task.NOTIFY;
            case MIGRATE_TO -> Task.MIGRATE_TO;
            case MIGRATE_FROM -> Task.MIGRATE_FROM;
            case RELOAD -> Task.RELOAD;
            case RELOAD_AGENT -> Task.RELOAD_AGENT;
            case DELETE -> Task.DELETE;
            case TASK_UNSPECIFIED, UNRECOGNIZED -> throw unknownKind("task");
        };
    }

    private static FenceAction fence(LogProto.Action.Fence message) throws MalformedField {
        return new FenceAction(
                new NodeId(required("target", message.getTarget())),
                fenceOperation(message.getOperation()),
                message.getDelayMillis(),
                message.getReason());
    }

    private static LogProto.Action.Cluster encode(ClusterAction action) {
        var message = LogProto.Action.Cluster.newBuilder()
                .setKey(action.key())
                .setTask(LogProto.Action.ClusterTask.valueOf(action.task().name()))
                .setNode(action.node().value());
        action.resource().ifPresent(resource -> message.setResource(resource.value()));
        return message.build();
    }

    private static ClusterAction cluster(LogProto.Action.Cluster message) throws MalformedField {
        return new ClusterAction(
                message.getKey(),
                switch (message.getTask()) {
                    case CLEAR_FAIL_COUNT -> ClusterTask.CLEAR_FAIL_COUNT;
                    case SHUTDOWN -> ClusterTask.SHUTDOWN;
                    case DELETE_HISTORY -> ClusterTask.DELETE_HISTORY;
                    case REPLAN -> ClusterTask.REPLAN;
                    case CLUSTER_TASK_UNSPECIFIED, UNRECOGNIZED -> throw unknownKind("task");
                },
                new NodeId(required("node", message.getNode())),
                message.hasResource()
                        ? Optional.of(new InstanceId(message.getResource()))
                        : Optional.empty());
    }
}
