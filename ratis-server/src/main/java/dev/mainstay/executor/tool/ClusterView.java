// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.scheduler.SchedulerInputs;
import dev.mainstay.scheduler.rule.RuleContext;
import dev.mainstay.scheduler.unpack.ParameterResolver;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.unpack.Unpacker;
import dev.mainstay.scheduler.work.HistoryEntry;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.state.ClusterState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A state as the scheduler's own unpacking reads it: what the tools tell of roles, failures and
 * options is what the next plan goes by. It is only read.
 */
final class ClusterView {
    private final ClusterState state;
    private final Optional<NodeId> leader;
    private final Instant second;
    private final SchedulerInput input;
    private final UnpackContext context;

    private ClusterView(ClusterState state, Optional<NodeId> leader, Instant second) {
        this.state = state;
        this.leader = leader;
        this.second = second;
        this.input = SchedulerInputs.of(state, second, leader);
        this.context = Unpacker.unpack(input.configuration(), input.status(), second);
    }

    static ClusterView of(ToolContext asked) {
        return new ClusterView(asked.state(), asked.leader(), second(asked));
    }

    /** Whether asking anew would give the same: rules and expiries count in seconds. */
    boolean isOf(ToolContext asked) {
        // States are never equal but by being the same one: an entry always moves the position.
        return state.position().equals(asked.state().position())
                && leader.equals(asked.leader())
                && second.equals(second(asked));
    }

    private static Instant second(ToolContext asked) {
        return asked.now().truncatedTo(ChronoUnit.SECONDS);
    }

    SchedulerInput input() {
        return input;
    }

    ClusterState state() {
        return state;
    }

    Optional<NodeId> leader() {
        return leader;
    }

    Instant now() {
        return second;
    }

    UnpackContext context() {
        return context;
    }

    List<WorkNode> nodes() {
        return context.state().nodes();
    }

    /** The outermost resources, in the order of the configuration. */
    List<WorkResource> resources() {
        return context.state().resources();
    }

    List<HistoryEntry> histories() {
        return context.state().histories();
    }

    /** A resource or instance; of an instance that there is not, any other of its clone. */
    Optional<WorkResource> find(String name) {
        String base = new InstanceId(name).resource().value();
        return Optional.ofNullable(context.state().resource(name))
                .or(() -> Optional.ofNullable(context.state().resource(base)))
                .or(() -> Optional.ofNullable(context.state().resource(base + ":0")));
    }

    /** The primitives that a name stands for: all instances where it names no single one. */
    List<WorkResource> instances(String name) {
        return find(name).map(found -> found.isPrimitive() && !found.is(ResourceFlag.UNIQUE)
                ? context.state().allResources()
                        .filter(one -> one.isPrimitive() && one.baseId().equals(found.baseId()))
                        .toList()
                : found.primitives().toList()).orElse(List.of());
    }

    /** The instance attributes as they hold on any machine. */
    Map<String, String> parameters(WorkResource resource) {
        return new ParameterResolver(context.attributes(), RuleContext.at(second))
                .parameters(resource, null);
    }
}
