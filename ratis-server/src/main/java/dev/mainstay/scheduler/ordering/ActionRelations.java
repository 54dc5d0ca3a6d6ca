// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.ordering;

import dev.mainstay.model.Role;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.assign.InstanceMatch;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.Colocation;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What two actions have to do with each other, whatever orders them. */
final class ActionRelations {
    private ActionRelations() {}

    /** The same task of what a collective consists of. */
    static List<WorkAction> parts(WorkResource collective, String task) {
        List<WorkResource> parts = collective.isGroup() ? collective.children()
                : InstanceMatch.instances(collective, task);
        return parts.stream().flatMap(part -> part.actions().stream())
                .filter(a -> a.isTask(task) && a.intervalMillis() == 0).toList();
    }

    /** What an instance on another machine has to do does not concern a neighbour of its own. */
    static boolean isElsewhere(WorkAction first, WorkAction instance) {
        WorkNode mine = machine(first);
        WorkNode other = machine(instance);
        return mine != null && other != null && mine != other;
    }

    /** Where an action happens; that of a group where its members' do. */
    static @Nullable WorkNode machine(WorkAction action) {
        WorkResource resource = action.resource();
        if (action.node() != null || resource == null || !resource.isGroup()) {
            return action.node();
        }
        return resource.children().stream().flatMap(member -> member.actions().stream())
                .filter(a -> a.isTask(Tasks.begin(action.task())) && a.node() != null)
                .map(WorkAction::node).findFirst().orElse(null);
    }

    static boolean isWithin(WorkResource part, WorkResource whole) {
        for (WorkResource r = part; r != null; r = r.parent()) {
            if (r == whole) {
                return true;
            }
        }
        return false;
    }

    static boolean interleaves(WorkAction first, WorkAction then) {
        boolean down = then.isTask(Tasks.STOP) || then.isTask(Tasks.DEMOTE)
                || then.isTask(Tasks.STOPPED) || then.isTask(Tasks.DEMOTED);
        WorkResource decisive = down ? first.resource() : then.resource();
        return decisive != null && decisive.cloneOptions().interleave();
    }

    /** What moves live never goes away, so what depends on it need not restart. */
    private static boolean isHalfOfMigration(WorkAction action, String task) {
        return action.is(ActionFlag.MIGRATABLE) && action.isTask(task);
    }

    /** What is active has been started: that something else starts is no reason to restart it. */
    static boolean isUpAlready(WorkAction first) {
        WorkResource resource = first.resource();
        return first.isTask(Tasks.START) && first.is(ActionFlag.OPTIONAL) && resource != null
                && resource.currentRole() != Role.STOPPED;
    }

    /** The end of a group of which nothing is up: there is nothing to wait for. */
    static boolean isMereEnd(WorkAction first) {
        WorkResource resource = first.resource();
        return resource != null && resource.isGroup() && first.isTask(Tasks.STOPPED)
                && parts(resource, Tasks.STOP).isEmpty();
    }

    /** Whether one of them is half of a live migration that does not concern the other. */
    static boolean isForeignMigration(WorkAction first, WorkAction then) {
        return first.resource() != then.resource()
                && (isHalfOfMigration(first, Tasks.START) || isHalfOfMigration(then, Tasks.STOP));
    }

    /**
     * What stands on something that has to stop cannot move away live, unless it moves onto an
     * instance of that which is up already.
     */
    static boolean cannotMoveLive(WorkAction first, WorkAction then) {
        WorkResource onto = then.resource();
        return first.is(ActionFlag.MIGRATABLE) && !then.is(ActionFlag.MIGRATABLE)
                && onto != null && onto.isPrimitive() && !isUpWhere(first, onto);
    }

    private static boolean isUpWhere(WorkAction moving, WorkResource instance) {
        WorkResource resource = moving.resource();
        WorkResource clone = instance.enclosingClone();
        WorkNode target = resource == null ? null : resource.assigned();
        return clone != null && target != null && clone.primitives()
                .anyMatch(p -> p.runsOn(target) && p.baseId().equals(instance.baseId()));
    }

    /** The starts and promotions of what has to be with something that cannot start. */
    static List<WorkAction> heldBackWith(WorkAction action) {
        WorkResource resource = action.resource();
        if (resource == null || action.is(ActionFlag.PSEUDO) && !resource.isPrimitive()
                || !action.isTask(Tasks.START) && !action.isTask(Tasks.PROMOTE)) {
            return List.of();
        }
        List<Colocation> all = new ArrayList<>(resource.primaryIn());
        if (resource.parent() != null && resource.parent().isGroup()) {
            List<WorkResource> members = resource.parent().children();
            if (members.get(members.size() - 1) == resource) {
                all.addAll(resource.parent().primaryIn());
            }
        }
        List<WorkAction> held = new ArrayList<>();
        for (Colocation colocation : all) {
            boolean roleMatters = action.isTask(Tasks.START)
                    || colocation.primaryRole() == Role.PROMOTED;
            if (colocation.score() < Score.INFINITY_VALUE || !roleMatters) {
                continue;
            }
            String task = colocation.dependentRole() == Role.PROMOTED
                    ? Tasks.PROMOTE
                    : Tasks.START;
            colocation.dependent().primitives().flatMap(p -> p.actions().stream())
                    .filter(a -> a.isTask(task) && a.intervalMillis() == 0)
                    .forEach(held::add);
        }
        return held;
    }
}
