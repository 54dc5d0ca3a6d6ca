// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.remark;

import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.Group;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceSet;
import dev.mainstay.state.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds order constraints that wait for each other. Each resource has a beginning and an end of its
 * start; a group's lie around those of its members, which follow each other. Whatever nothing leads
 * to, or leads nowhere, is taken away until only circles, and what lies between two, are left.
 */
final class OrderCircles {
    private final List<Step> steps = new ArrayList<>();

    private OrderCircles() {}

    static void report(Configuration configuration, Findings findings) {
        OrderCircles circles = new OrderCircles();
        configuration.resources().forEach(circles::add);
        configuration.constraints().forEach(circles::add);
        SortedSet<String> waiting = circles.waiting();
        if (!waiting.isEmpty()) {
            findings.add(waiting.first(), "order constraints form a circle, so what they order is"
                    + " not done as long as it has to be done in that order: "
                    + String.join(", ", waiting));
        }
    }

    private void add(Resource resource) {
        List<Resource> inside = switch (resource) {
            case Primitive _ -> List.of();
            case Group group -> List.copyOf(group.members());
            case Clone clone -> List.of(clone.child());
            case Bundle bundle -> bundle.primitive().<List<Resource>>map(List::of)
                    .orElse(List.of());
        };
        String before = begin(resource.id());
        for (Resource child : inside) {
            steps.add(new Step(before, begin(child.id()), ""));
            add(child);
            steps.add(new Step(end(child.id()), end(resource.id()), ""));
            before = end(child.id());
        }
        steps.add(new Step(before, end(resource.id()), ""));
    }

    private void add(Constraint constraint) {
        if (!(constraint instanceof Constraint.Order order)
                || order.kind().filter("Serialize"::equalsIgnoreCase).isPresent()
                || !isStart(order.firstAction()) || !isStart(order.thenAction())) {
            return;
        }
        if (order.first().isPresent() && order.then().isPresent()) {
            steps.add(new Step(end(order.first().get()), begin(order.then().get()), order.id()));
        }
        List<ResourceId> before = List.of();
        for (ResourceSet set : order.sets()) {
            if (!isStart(set.action())) {
                return;
            }
            boolean sequential = set.sequential().orElse(true);
            List<ResourceId> last = before;
            for (ResourceId member : set.members()) {
                last.forEach(each -> steps.add(new Step(end(each), begin(member), order.id())));
                last = sequential ? List.of(member) : last;
            }
            before = sequential ? last : set.members();
        }
    }

    private static boolean isStart(Optional<String> action) {
        return action.filter(text -> !text.equalsIgnoreCase("start")).isEmpty();
    }

    /** The constraints that are left when everything that can begin, or end, is taken away. */
    private SortedSet<String> waiting() {
        List<Step> left = steps;
        int before;
        do {
            before = left.size();
            SortedSet<String> origins = new TreeSet<>();
            SortedSet<String> targets = new TreeSet<>();
            left.forEach(step -> {
                origins.add(step.from());
                targets.add(step.to());
            });
            left = left.stream().filter(step -> targets.contains(step.from())
                    && origins.contains(step.to())).toList();
        } while (left.size() < before);
        SortedSet<String> constraints = new TreeSet<>();
        left.forEach(step -> constraints.add(step.constraint()));
        constraints.remove("");
        return constraints;
    }

    private static String begin(ResourceId id) {
        return "begin " + id;
    }

    private static String end(ResourceId id) {
        return "end " + id;
    }

    /** @param constraint empty for what a group or clone means by itself */
    private record Step(String from, String to, String constraint) {}
}
