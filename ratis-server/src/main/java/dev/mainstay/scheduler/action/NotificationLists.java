// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.action;

import dev.mainstay.model.Role;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the instances of a clone are told of each other beside a notification: who is active in
 * which role before the transition, and who is started, stopped, promoted and demoted by it. The
 * lists of instances and of their machines are aligned, sorted by instance and then by machine.
 */
final class NotificationLists {
    /** Agents that test for an empty list know a blank one. */
    private static final String NOBODY = " ";
    private static final Comparator<Member> ORDER = Comparator.comparing(Member::instance)
            .thenComparing(Member::machine);

    private final WorkResource clone;
    private final TreeMap<String, String> lists = new TreeMap<>();

    private NotificationLists(WorkResource clone) {
        this.clone = clone;
    }

    private record Member(String instance, String machine) {}

    /** The variables, without any prefix, that every instance of the clone is told alike. */
    static SortedMap<String, String> of(WorkingState state, WorkResource clone) {
        NotificationLists lists = new NotificationLists(clone);
        lists.active("active", role -> role != Role.STOPPED);
        lists.active("promoted", role -> role == Role.PROMOTED);
        lists.active("unpromoted", role -> role == Role.UNPROMOTED);
        lists.inactive();
        for (String task : List.of(Tasks.START, Tasks.STOP, Tasks.PROMOTE, Tasks.DEMOTE)) {
            lists.planned(task);
        }
        lists.machines("all", state.nodes().stream());
        lists.machines("available", state.nodes().stream().filter(clone.scores()::has));
        return lists.lists;
    }

    private void active(String name, Predicate<Role> role) {
        members(name, clone.primitives().filter(instance -> role.test(instance.role()))
                .flatMap(instance -> instance.running().stream()
                        .map(node -> new Member(instance.id(), node.name()))));
    }

    private void inactive() {
        put("inactive_resource", clone.primitives()
                .filter(instance -> instance.role() == Role.STOPPED)
                .map(WorkResource::id).sorted().toList(), Function.identity());
    }

    private void planned(String task) {
        members(task, clone.primitives().flatMap(instance -> instance.actions().stream()
                .filter(action -> action.isTask(task) && happens(action))
                .flatMap(action -> machine(action)
                        .map(node -> new Member(instance.id(), node.name())))));
    }

    private static boolean happens(WorkAction action) {
        return !action.is(ActionFlag.OPTIONAL) && action.is(ActionFlag.RUNNABLE);
    }

    private static Stream<WorkNode> machine(WorkAction action) {
        return Stream.ofNullable(action.node());
    }

    private void members(String name, Stream<Member> members) {
        List<Member> sorted = members.distinct().sorted(ORDER).toList();
        put(name + "_resource", sorted, Member::instance);
        put(name + "_uname", sorted, Member::machine);
    }

    private void machines(String name, Stream<WorkNode> nodes) {
        put(name + "_uname", nodes.map(WorkNode::name).sorted().toList(), Function.identity());
    }

    private <T> void put(String name, Collection<T> values, Function<T, String> word) {
        lists.put("notify_" + name, values.isEmpty() ? NOBODY
                : values.stream().map(word).collect(Collectors.joining(" ")));
    }
}
