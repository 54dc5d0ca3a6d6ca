// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.InstanceId;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.Task;
import java.util.Optional;
import org.pcollections.PSortedMap;

/** Which recurring monitors have to run on a node (safety.md 12). */
final class Monitors {

    private Monitors() {}

    /**
     * What the order of an action means for them: one that changes what an instance does ends its
     * monitors, because they would report the change as a failure; the plan orders those of the new
     * role afterwards.
     */
    static NodeRecord beforeAction(NodeRecord node, ResourceAction action) {
        return switch (action.task()) {
            case START, STOP, PROMOTE, DEMOTE, MIGRATE_TO, MIGRATE_FROM ->
                    withoutInstance(node, action.instance());
            case MONITOR -> action.cancel()
                    ? without(node,
                            new WantedMonitor.Key(action.instance(), action.intervalMillis()))
                    : node;
            case PROBE, NOTIFY, RELOAD, RELOAD_AGENT, DELETE -> node;
        };
    }

    /**
     * Once its first result is there, failed or not, the monitor goes on until it is ended: by an
     * order, or by a probe that finds nothing of the instance, whose absence it would go on to
     * report as a failure.
     */
    static NodeRecord afterAction(
            NodeRecord node, ResourceAction action, ActionId id, long configurationRevision) {
        if (action.task() == Task.PROBE) {
            boolean gone = Optional.ofNullable(node.histories().get(action.instance()))
                    .filter(history -> history.activity() == Activity.INACTIVE)
                    .isPresent();
            return gone ? withoutInstance(node, action.instance()) : node;
        }
        if (action.task() != Task.MONITOR || action.cancel() || action.intervalMillis() <= 0) {
            return node;
        }
        WantedMonitor monitor = new WantedMonitor(id, action, configurationRevision);
        return node.withMonitors(node.monitors().plus(monitor.key(), monitor));
    }

    static NodeRecord withoutInstance(NodeRecord node, InstanceId instance) {
        NodeRecord next = node;
        PSortedMap<WantedMonitor.Key, WantedMonitor> ofInstance = node.monitors().subMap(
                new WantedMonitor.Key(instance, 0), true,
                new WantedMonitor.Key(instance, Long.MAX_VALUE), true);
        for (WantedMonitor.Key key : ofInstance.keySet()) {
            next = without(next, key);
        }
        return next;
    }

    private static NodeRecord without(NodeRecord node, WantedMonitor.Key key) {
        NodeRecord next = node.withMonitors(node.monitors().minus(key));
        InstanceHistory history = node.histories().get(key.instance());
        return history == null
                ? next
                : next.withHistory(Histories.withoutMonitor(history, key.intervalMillis()));
    }
}
