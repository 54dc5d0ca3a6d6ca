// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.constraint;

import dev.mainstay.model.BooleanText;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.ResourceSet;
import dev.mainstay.model.Role;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.Colocation;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.List;
import java.util.Optional;

/** Makes pairs of colocation constraints. */
final class ColocationUnpacker {
    private final UnpackContext context;
    private final ResourceFinder finder;

    ColocationUnpacker(UnpackContext context, ResourceFinder finder) {
        this.context = context;
        this.finder = finder;
    }

    void unpack(Constraint.Colocation constraint) {
        if (!constraint.sets().isEmpty()) {
            sets(constraint, finder.members(constraint.sets()));
            return;
        }
        if (constraint.dependent().isEmpty() || constraint.primary().isEmpty()) {
            return;
        }
        boolean collections = finder.isCollection(constraint.dependent().get())
                || finder.isCollection(constraint.primary().get());
        if (collections) {
            List<ResourceSet> sets = List.of(
                    ResourceFinder.unorderedSet(constraint.dependent().get(),
                            constraint.dependentRole(), Optional.empty()),
                    ResourceFinder.unorderedSet(constraint.primary().get(),
                            constraint.primaryRole(), Optional.empty()));
            sets(constraint, finder.members(sets));
            return;
        }
        finder.one(constraint.dependent().get())
                .ifPresent(dependent -> finder.one(constraint.primary().get())
                        .ifPresent(primary -> add(constraint,
                                instance(dependent, constraint.dependentInstance()),
                                instance(primary, constraint.primaryInstance()),
                                constraint.dependentRole(), constraint.primaryRole(),
                                score(constraint.score()))));
    }

    private static WorkResource instance(WorkResource resource, Optional<String> number) {
        return number.flatMap(n -> resource.children().stream()
                .filter(c -> c.id().endsWith(":" + n)).findFirst()).orElse(resource);
    }

    private void sets(Constraint.Colocation constraint, List<ResourceFinder.Members> sets) {
        Optional<ResourceFinder.Members> earlier = Optional.empty();
        for (ResourceFinder.Members members : sets) {
            if (members.resources().isEmpty()) {
                continue;
            }
            within(constraint, members);
            earlier.ifPresent(dependents -> between(constraint, dependents, members));
            earlier = Optional.of(members);
        }
    }

    private void within(Constraint.Colocation constraint, ResourceFinder.Members members) {
        int score = score(members.set().score().or(constraint::score));
        Optional<String> role = members.set().role();
        if (!members.sequential()) {
            return;
        }
        // An old option turns it round: each member is placed by the one after it.
        boolean listed = members.set().ordering().filter("listed"::equals).isPresent();
        List<WorkResource> resources = listed
                ? members.resources().reversed()
                : members.resources();
        for (int i = 1; i < resources.size(); i++) {
            if (score >= 0) {
                add(constraint, resources.get(i), resources.get(i - 1), role, role, score);
            } else {
                // Keeping apart is not transitive: each has to avoid all before it.
                for (int j = 0; j < i; j++) {
                    add(constraint, resources.get(i), resources.get(j), role, role, score);
                }
            }
        }
    }

    /** The set listed earlier depends on the one listed later. */
    private void between(Constraint.Colocation constraint,
            ResourceFinder.Members dependents, ResourceFinder.Members primaries) {
        int score = score(constraint.score());
        List<WorkResource> from = dependents.sequential()
                ? List.of(dependents.first())
                : dependents.resources();
        List<WorkResource> with = primaries.sequential()
                ? List.of(primaries.last())
                : primaries.resources();
        for (WorkResource dependent : from) {
            for (WorkResource primary : with) {
                add(constraint, dependent, primary, dependents.set().role(),
                        primaries.set().role(), score);
            }
        }
    }

    private void add(Constraint.Colocation constraint, WorkResource dependent,
            WorkResource primary, Optional<String> dependentRole, Optional<String> primaryRole,
            int score) {
        if (score == 0 || dependent == primary) {
            return;
        }
        boolean influence = constraint.influence().flatMap(BooleanText::parse)
                .orElse(dependent.is(ResourceFlag.CRITICAL));
        add(context, new Colocation(constraint.id(), dependent, primary,
                role(dependentRole), hasRoles(primary) ? role(primaryRole) : null, score,
                constraint.nodeAttribute().orElse("#uname"), influence,
                constraint.influence().isPresent()));
    }

    static void add(UnpackContext context, Colocation colocation) {
        context.state().colocations().add(colocation);
        if (colocation.score() <= -Score.INFINITY_VALUE) {
            AntiColocationOrderings.add(context.state(), colocation);
        }
        colocation.dependent().dependentIn().add(colocation);
        colocation.primary().primaryIn().add(colocation);
    }

    /** Instances that cannot be promoted are there or not, whatever role is asked of them. */
    private static boolean hasRoles(WorkResource primary) {
        return !primary.isClone() || primary.isPromotable();
    }

    private static @org.jspecify.annotations.Nullable Role role(Optional<String> text) {
        return text.flatMap(Role::parse).filter(r -> r != Role.STARTED).orElse(null);
    }

    private static int score(Optional<String> text) {
        return text.flatMap(Score::parse).map(Score::value).orElse(0);
    }
}
