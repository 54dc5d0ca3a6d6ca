// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.transition;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import java.util.Optional;
import java.util.SortedMap;

/** One node of a transition's graph. */
public sealed interface Action {

    /** The key by which people and tests know the action, such as {@code db_start_0}. */
    String key();

    /** The machine that the action is about; empty for most pseudo actions. */
    Optional<NodeId> subject();

    /**
     * An operation of a resource agent on {@code node}. It carries no parameters: these are
     * resolved where it runs, from the configuration revision that the transition names.
     *
     * @param key as Pacemaker spells it ({@code db_start_0}, {@code web:1_pre_notify_stop_0})
     * @param resource the configured primitive
     * @param instance what the agent is told, with a number for instances of clones
     * @param intervalMillis 0 unless {@code task} is MONITOR
     * @param timeoutMillis how long the agent may take
     * @param targetExitCode the exit code that counts as expected
     * @param cancel whether this ends a recurring monitor instead of beginning it
     * @param context what only the plan knows and the agent is told: notification variables,
     *         migration source and target, instance counts; names without any prefix
     */
    record ResourceAction(
            String key,
            ResourceId resource,
            InstanceId instance,
            Task task,
            long intervalMillis,
            NodeId node,
            long timeoutMillis,
            int targetExitCode,
            boolean cancel,
            SortedMap<String, String> context) implements Action {

        @Override
        public Optional<NodeId> subject() {
            return Optional.of(node);
        }

        /** The machine that the first half of a live migration sends the instance to. */
        public Optional<NodeId> migrateTarget() {
            return task == Task.MIGRATE_TO
                    ? Optional.ofNullable(context.get("migrate_target")).map(NodeId::new)
                    : Optional.empty();
        }
    }

    /**
     * Fencing of a machine; which incarnation is filled in from the state when it is adopted.
     *
     * @param delayMillis the delay that the cluster asks for (priority fencing delay)
     * @param reason why, in words that status shows
     */
    record FenceAction(NodeId target, FenceOperation operation, long delayMillis,
            String reason) implements Action {

        @Override
        public String key() {
            return "stonith-" + target.value() + "-" + operation.word();
        }

        @Override
        public Optional<NodeId> subject() {
            return Optional.of(target);
        }
    }

    /**
     * A change of the cluster's own record that no agent takes part in.
     *
     * @param resource the instance it is about; empty for a shutdown
     */
    record ClusterAction(
            String key,
            ClusterTask task,
            NodeId node,
            Optional<InstanceId> resource) implements Action {

        @Override
        public Optional<NodeId> subject() {
            return Optional.of(node);
        }
    }

    /** Does nothing; carries order between others. */
    record PseudoAction(String key, Optional<NodeId> subject) implements Action {}
}
