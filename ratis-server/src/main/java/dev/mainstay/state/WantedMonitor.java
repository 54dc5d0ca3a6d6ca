// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.InstanceId;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ActionId;
import java.util.Comparator;

/**
 * A recurring monitor that has to run on a machine.
 *
 * @param orderedBy the action that ordered it
 * @param configurationRevision where its parameters come from; the current revision serves when
 * this
 *         one is not kept any more, because a change of parameters orders the monitor anew
 */
public record WantedMonitor(
        ActionId orderedBy,
        ResourceAction action,
        long configurationRevision) {

    public Key key() {
        return new Key(action.instance(), action.intervalMillis());
    }

    /** An instance has at most one monitor of an interval. */
    public record Key(InstanceId instance, long intervalMillis) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::instance)
                .thenComparingLong(Key::intervalMillis);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
