// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.constraint;

import dev.mainstay.model.BooleanText;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.ResourceSet;
import dev.mainstay.scheduler.constraint.OrderKind.Symmetry;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.List;
import java.util.Optional;

/** Makes pairs of order constraints, each with its inverse where it is symmetrical. */
final class OrderUnpacker {
    private final ResourceFinder finder;
    private final OrderWriter writer;

    OrderUnpacker(UnpackContext context, ResourceFinder finder) {
        this.finder = finder;
        this.writer = new OrderWriter(context.state());
    }

    void unpack(Constraint.Order constraint) {
        OrderKind kind = OrderKind.of(constraint.kind(), constraint.score());
        boolean symmetrical = constraint.symmetrical().flatMap(BooleanText::parse)
                .orElse(kind != OrderKind.SERIALIZE) && kind != OrderKind.SERIALIZE;
        if (!constraint.sets().isEmpty()) {
            sets(constraint, kind, symmetrical, finder.members(constraint.sets()));
            return;
        }
        if (constraint.first().isEmpty() || constraint.then().isEmpty()) {
            return;
        }
        if (finder.isCollection(constraint.first().get())
                || finder.isCollection(constraint.then().get())) {
            List<ResourceSet> sets = List.of(
                    ResourceFinder.unorderedSet(constraint.first().get(), Optional.empty(),
                            constraint.firstAction()),
                    ResourceFinder.unorderedSet(constraint.then().get(), Optional.empty(),
                            constraint.thenAction().or(constraint::firstAction)));
            sets(constraint, kind, symmetrical, finder.members(sets));
            return;
        }
        finder.one(constraint.first().get()).ifPresent(first -> finder.one(constraint.then().get())
                .ifPresent(then -> pair(constraint, kind, symmetrical, first, then)));
    }

    private void pair(Constraint.Order constraint, OrderKind kind, boolean symmetrical,
            WorkResource first, WorkResource then) {
        String firstTask = constraint.firstAction().orElse(Tasks.START);
        String thenTask = constraint.thenAction().orElse(firstTask);
        Symmetry symmetry = symmetrical ? Symmetry.SYMMETRIC : Symmetry.ASYMMETRIC;
        boolean requireAll = constraint.requireAll().flatMap(BooleanText::parse).orElse(true);
        int minimum = minimum(first, firstTask, requireAll);
        if (minimum > 0) {
            writer.minimum(constraint.id(), first, firstTask, then, thenTask,
                    kind.edges(firstTask, symmetry), minimum);
        } else {
            writer.order(first, firstTask, then, thenTask, kind.edges(firstTask, symmetry));
        }
        if (symmetrical) {
            // As long as enough instances are left, what needs them need not stop with one.
            inverse(minimum > 0 ? OrderKind.OPTIONAL : kind, first, firstTask, then, thenTask);
        }
    }

    private void inverse(OrderKind kind, WorkResource first, String firstTask,
            WorkResource then, String thenTask) {
        Optional<String> undoFirst = Tasks.inverse(firstTask);
        Optional<String> undoThen = Tasks.inverse(thenTask);
        if (undoFirst.isPresent() && undoThen.isPresent()) {
            writer.order(then, undoThen.get(), first, undoFirst.get(),
                    kind.edges(undoThen.get(), Symmetry.INVERSE));
        }
    }

    private static int minimum(WorkResource first, String task, boolean requireAll) {
        if (!first.isClone() || !task.equals(Tasks.START) && !task.equals(Tasks.PROMOTE)) {
            return 0;
        }
        if (first.cloneOptions().min() > 0) {
            return first.cloneOptions().min();
        }
        return requireAll ? 0 : 1;
    }

    private void sets(Constraint.Order constraint, OrderKind kind, boolean symmetrical,
            List<ResourceFinder.Members> sets) {
        Symmetry symmetry = symmetrical ? Symmetry.SYMMETRIC : Symmetry.ASYMMETRIC;
        Optional<ResourceFinder.Members> earlier = Optional.empty();
        for (ResourceFinder.Members members : sets) {
            if (members.resources().isEmpty()) {
                continue;
            }
            within(kind, symmetrical, members);
            if (earlier.isPresent()) {
                between(constraint.id(), kind, symmetry, earlier.get(), members, false);
                if (symmetrical) {
                    between(constraint.id(), kind, Symmetry.INVERSE, members, earlier.get(),
                            true);
                }
            }
            earlier = Optional.of(members);
        }
    }

    private void within(OrderKind parent, boolean symmetrical,
            ResourceFinder.Members members) {
        OrderKind kind = members.set().kind().isPresent()
                ? OrderKind.of(members.set().kind(), Optional.empty())
                : parent;
        String task = members.set().action().orElse(Tasks.START);
        List<WorkResource> resources = members.resources();
        if (kind == OrderKind.SERIALIZE) {
            for (int i = 0; i < resources.size(); i++) {
                for (int j = i + 1; j < resources.size(); j++) {
                    writer.order(resources.get(i), task, resources.get(j), task,
                            kind.edges(task, Symmetry.ASYMMETRIC));
                }
            }
            return;
        }
        if (!members.sequential()) {
            return;
        }
        Symmetry symmetry = symmetrical ? Symmetry.SYMMETRIC : Symmetry.ASYMMETRIC;
        for (int i = 1; i < resources.size(); i++) {
            writer.order(resources.get(i - 1), task, resources.get(i), task,
                    kind.edges(task, symmetry));
            if (symmetrical) {
                inverse(kind, resources.get(i - 1), task, resources.get(i), task);
            }
        }
    }

    private void between(String id, OrderKind kind, Symmetry symmetry,
            ResourceFinder.Members first, ResourceFinder.Members then, boolean inverted) {
        String firstTask = first.set().action().orElse(Tasks.START);
        String thenTask = then.set().action().orElse(Tasks.START);
        if (inverted) {
            if (Tasks.inverse(firstTask).isEmpty() || Tasks.inverse(thenTask).isEmpty()) {
                return;
            }
            firstTask = Tasks.inverse(firstTask).get();
            thenTask = Tasks.inverse(thenTask).get();
        }
        int edges = kind.edges(firstTask, symmetry);
        boolean anyIsEnough = !inverted && !first.set().requireAll().orElse(true)
                && !first.sequential();
        List<WorkResource> from = !first.sequential() ? first.resources()
                : List.of(inverted ? first.first() : first.last());
        List<WorkResource> to = !then.sequential() ? then.resources()
                : List.of(inverted ? then.last() : then.first());
        if (anyIsEnough) {
            writer.anyOf(id + ":" + first.set().id().orElse(""), from, firstTask, to, thenTask,
                    edges);
            return;
        }
        for (WorkResource f : from) {
            for (WorkResource t : to) {
                writer.order(f, firstTask, t, thenTask, edges);
            }
        }
    }
}
