// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Role;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.FinalScore;
import dev.mainstay.scheduler.explain.LedgerWriter;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.Colocation;
import dev.mainstay.scheduler.work.CurrentNode;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.NodeScores;
import dev.mainstay.scheduler.work.QuorumPolicy;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import org.jspecify.annotations.Nullable;

/** Assigns one resource after the other; collectives are broken down to their primitives. */
final class Assigner {
    private final WorkingState state;
    private final ColocationScores colocations;
    private final DependentPreferences preferences;
    private final NodeChoice choice;
    private final Capacity capacity;
    private final InstanceAssigner instances;
    private final BundleAssigner bundles;

    Assigner(UnpackContext context) {
        this.state = context.state();
        this.choice = new NodeChoice(state);
        this.colocations = new ColocationScores(state, this, choice);
        this.preferences = new DependentPreferences(state, choice);
        this.capacity = new Capacity(state);
        this.instances = new InstanceAssigner(context, this, preferences, choice);
        this.bundles = new BundleAssigner(context, this, instances);
    }

    @Nullable
    WorkNode assign(WorkResource resource, @Nullable WorkNode prefer) {
        return switch (resource.variant()) {
            case PRIMITIVE -> primitive(resource, prefer);
            case GROUP -> group(resource, prefer);
            case CLONE -> {
                instances.assignClone(resource);
                yield null;
            }
            case BUNDLE -> {
                bundles.assign(resource);
                yield null;
            }
        };
    }

    private @Nullable WorkNode group(WorkResource group, @Nullable WorkNode prefer) {
        if (!group.is(ResourceFlag.UNASSIGNED)) {
            return group.assigned();
        }
        if (group.is(ResourceFlag.ASSIGNING)) {
            return null;
        }
        group.set(ResourceFlag.ASSIGNING);
        recordWhole(group);
        WorkNode first = null;
        for (WorkResource member : group.children()) {
            WorkNode node = assign(member, prefer);
            if (first == null) {
                first = node;
            }
        }
        group.clear(ResourceFlag.ASSIGNING);
        group.clear(ResourceFlag.UNASSIGNED);
        if (!group.children().isEmpty()) {
            group.nextRole(group.children().get(0).nextRole());
        }
        group.assigned(first);
        return InternalColocations.isColocated(group) ? first : null;
    }

    private @Nullable WorkNode primitive(WorkResource resource, @Nullable WorkNode prefer) {
        WorkResource parent = resource.parent();
        if (parent != null && !parent.is(ResourceFlag.ASSIGNING)
                && parent.is(ResourceFlag.UNASSIGNED)) {
            assign(parent, prefer);
        }
        if (!resource.is(ResourceFlag.UNASSIGNED)) {
            return resource.assigned();
        }
        if (resource.is(ResourceFlag.ASSIGNING)) {
            return null;
        }
        resource.set(ResourceFlag.ASSIGNING);
        applyPrimaries(resource, true);
        applyDependents(resource);
        applyPrimaries(resource, false);
        limitRole(resource);
        record(resource);
        decide(resource, prefer);
        resource.clear(ResourceFlag.ASSIGNING);
        WorkNode behind = resource.remoteNode();
        if (behind != null && resource.is(ResourceFlag.REMOTE_CONNECTION)) {
            judge(resource, behind);
        }
        return resource.assigned();
    }

    /** Notes what a collective and its parts start from. */
    void recordWhole(WorkResource collective) {
        collective.tree().filter(part -> !part.is(ResourceFlag.REMOVED))
                .forEach(part -> state.nodes().stream().filter(part.scores()::has)
                        .forEach(node -> state.ledger().decided(FinalScore.Step.WHOLE, part.id(),
                                node.name(), part.scores().get(node))));
    }

    private void record(WorkResource resource) {
        for (WorkNode node : state.nodes()) {
            if (resource.scores().has(node)) {
                if (!resource.is(ResourceFlag.REMOVED)) {
                    state.ledger().decided(FinalScore.Step.ALLOCATION, resource.id(),
                            node.name(), resource.scores().get(node));
                }
                NodeChoice.whyUnavailable(node, resource)
                        .ifPresent(why -> veto(resource, node, why));
            } else {
                veto(resource, node, new ScoreSource.NotOptedIn());
            }
        }
    }

    private void veto(WorkResource resource, WorkNode node, ScoreSource why) {
        state.ledger().add(resource.id(), node.name(), -Score.INFINITY_VALUE, why);
    }

    /** For people only: whether a score is a veto is decided where it is written. */
    private void vetoEverywhere(WorkResource resource, ScoreSource why) {
        state.nodes().stream().filter(resource.scores()::has)
                .forEach(node -> veto(resource, node, why));
    }

    private void applyPrimaries(WorkResource resource, boolean mandatory) {
        for (Colocation colocation : ColocationLists.asDependent(resource)) {
            if (Math.abs(colocation.score()) >= Score.INFINITY_VALUE == mandatory) {
                applyPrimary(resource, colocation);
            }
        }
    }

    private void applyPrimary(WorkResource resource, Colocation colocation) {
        boolean reversible = colocation.dependentRole() == Role.PROMOTED
                || Math.abs(colocation.score()) < Score.INFINITY_VALUE;
        NodeScores before = reversible ? resource.scores().copy() : null;
        assign(colocation.primary(), null);
        LedgerWriter.Mark mark = state.ledger().mark();
        colocations.place(resource, colocation.primary(), colocation);
        if (before != null && !choice.anyUsable(resource.scores())) {
            state.ledger().rollBack(mark);
            state.nodes().forEach(n -> {
                if (before.has(n)) {
                    resource.scores().put(n, before.get(n));
                }
            });
        }
    }

    private void applyDependents(WorkResource resource) {
        for (Colocation colocation : ColocationLists.asPrimary(resource)) {
            preferences.addTo(resource, colocation);
        }
    }

    private void limitRole(WorkResource resource) {
        if (resource.nextRole() == Role.STOPPED) {
            vetoEverywhere(resource, whyStopped(resource));
            state.nodes().stream().filter(resource.scores()::has)
                    .forEach(n -> resource.scores().put(n, -Score.INFINITY_VALUE));
        } else if (resource.nextRole() != null
                && resource.nextRole().compareTo(resource.role()) > 0
                && !state.options().quorate()
                && state.options().quorumPolicy() == QuorumPolicy.FREEZE) {
            vetoEverywhere(resource, new ScoreSource.NoQuorum("freeze"));
            resource.nextRole(resource.role());
        }
    }

    /** Failures stop what the configuration does not. */
    private static ScoreSource whyStopped(WorkResource resource) {
        return resource.meta("target-role").flatMap(Role::parse)
                .filter(role -> role == Role.STOPPED)
                .<ScoreSource>map(role -> new ScoreSource.TargetRole("Stopped"))
                .orElseGet(() -> new ScoreSource.OperationFailure("an operation"));
    }

    private void decide(WorkResource resource, @Nullable WorkNode prefer) {
        if (!resource.is(ResourceFlag.MANAGED)) {
            resource.nextRole(resource.role());
            WorkNode stay = CurrentNode.of(resource);
            state.nodes().stream().filter(node -> node != stay)
                    .forEach(node -> veto(resource, node, new ScoreSource.Unmanaged()));
            give(resource, stay, true);
        } else if (state.options().stopAll()) {
            vetoEverywhere(resource, new ScoreSource.StopAll());
            give(resource, null, true);
        } else {
            WorkNode roomiest = capacity.banInsufficient(resource);
            give(resource, choice.best(resource, prefer == null ? roomiest : prefer), false);
        }
    }

    /** Assigns a resource to a machine or, with null, to none. */
    void give(WorkResource resource, @Nullable WorkNode node, boolean force) {
        if (!resource.isPrimitive()) {
            resource.children().forEach(child -> give(child, node, force));
            resource.clear(ResourceFlag.UNASSIGNED);
            resource.assigned(node);
            return;
        }
        release(resource);
        WorkNode chosen = node;
        if (chosen != null && !force && (resource.scores().orBanned(chosen) < 0
                || !NodeChoice.isAvailable(chosen, resource))) {
            chosen = null;
            resource.nextRole(Role.STOPPED);
        }
        resource.clear(ResourceFlag.UNASSIGNED);
        if (chosen == null) {
            resource.nextRole(Role.STOPPED);
            // The stop ends all recurring operations anyway.
            resource.actions().stream().filter(WorkAction::cancellation)
                    .forEach(cancel -> cancel.clear(ActionFlag.RUNNABLE));
            return;
        }
        if (resource.nextRole() == null) {
            resource.nextRole(resource.inPromotable() ? Role.UNPROMOTED : Role.STARTED);
        }
        resource.assigned(chosen);
        chosen.assignedCount(chosen.assignedCount() + 1);
        Capacity.consume(chosen, resource, 1);
    }

    /** Takes an assignment back. */
    void release(WorkResource resource) {
        resource.tree().forEach(r -> {
            WorkNode old = r.assigned();
            if (old != null && r.isPrimitive()) {
                old.assignedCount(old.assignedCount() - 1);
                Capacity.consume(old, r, -1);
            }
            r.assigned(null);
            r.set(ResourceFlag.UNASSIGNED);
        });
    }

    /** What becomes of a connection decides whether the machine behind it can be used. */
    private static void judge(WorkResource connection, WorkNode behind) {
        if (connection.assigned() != null && connection.nextRole() != Role.STOPPED) {
            behind.set(NodeFlag.ONLINE);
            if (!behind.is(NodeFlag.SEEN)) {
                behind.clear(NodeFlag.UNCLEAN);
                if (!behind.isGuest()) {
                    behind.clear(NodeFlag.REMOTE_RESET);
                }
            }
        } else {
            behind.set(NodeFlag.SHUTDOWN);
        }
    }
}
