// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.executor.tool.Dampening;
import dev.mainstay.executor.tool.HeldAttributes;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.NodeClock;
import dev.mainstay.state.AttributeChange;
import dev.mainstay.state.AttributeUpdate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds changes of attributes back that are to be dampened, as Pacemaker's attribute daemon does: a
 * change is written when for the attribute's delay there was no other. All nodes' values of one
 * attribute are written together. The delay is kept here as long as this daemon lives, and belongs
 * to the attribute: its first update sets it, later ones only where they say so.
 *
 * <p>An attribute that changes faster than its delay is not held for ever. Lives on the loop, but
 * for {@link #held}.
 */
final class DampedAttributes implements HeldAttributes {

    /** So many delays after its first change an attribute is written although it changes still. */
    private static final int LONGEST_IN_DELAYS = 10;

    /** More names than agents use; what is beyond is not dampened. */
    private static final int NAMES_MAX = 10_000;

    private final EventLoop loop;
    private final NodeClock clock;
    private final Way way;
    private final Map<String, Damped> byName = new TreeMap<>();
    /** What is held, and what is on its way into the state. */
    private final Map<Attribute, AttributeUpdate> readable = new ConcurrentHashMap<>();

    /** Where a change goes that is held no longer. */
    interface Way {
        /** @param then called when it can be read in the state, or will never be */
        void write(AttributeChange change, Runnable then);
    }

    DampedAttributes(EventLoop loop, NodeClock clock, Way way) {
        this.loop = loop;
        this.clock = clock;
        this.way = way;
    }

    @Override
    public Optional<AttributeUpdate> held(NodeId node, String name) {
        return Optional.ofNullable(readable.get(new Attribute(node, name)));
    }

    /** Holds a change back; false if it is to be made at once. */
    boolean hold(AttributeChange change, Optional<Dampening> wished) {
        Damped damped = byName.get(change.name());
        if (damped == null) {
            Duration delay = wished.map(Dampening::delay).orElse(Duration.ZERO);
            if (delay.isZero() || byName.size() >= NAMES_MAX) {
                return false;
            }
            damped = new Damped(change.name(), delay);
            byName.put(change.name(), damped);
        } else if (wished.filter(Dampening::isForAll).isPresent()
                && !wished.get().delay().equals(damped.delay)) {
            damped.setDelay(wished.get().delay());
            damped.hold(change);
            damped.write();
            return true;
        }
        if (damped.delay.isZero() && damped.held.isEmpty()) {
            return false;
        }
        damped.hold(change);
        return true;
    }

    /** Changes the delay of an attribute; what is held of it is written. */
    void setDelay(String name, Duration delay) {
        Damped damped = byName.get(name);
        if (damped != null) {
            damped.setDelay(delay);
            damped.write();
        } else if (byName.size() < NAMES_MAX) {
            byName.put(name, new Damped(name, delay));
        }
    }

    /** Writes all that is held. */
    void writeAll() {
        byName.values().forEach(Damped::write);
    }

    /** Gives up what is held: transient attributes end with the incarnation that they are of. */
    void forget() {
        byName.values().forEach(Damped::forget);
        readable.clear();
    }

    private record Attribute(NodeId node, String name) {}

    private final class Damped {
        private final String name;
        private final SortedMap<NodeId, AttributeUpdate> held = new TreeMap<>();
        private Duration delay;
        private long sinceNanos;
        private EventLoop.@Nullable Timer timer;

        Damped(String name, Duration delay) {
            this.name = name;
            this.delay = delay;
        }

        void setDelay(Duration changed) {
            delay = changed;
        }

        void hold(AttributeChange change) {
            NodeId node = change.node();
            AttributeUpdate before = held.get(node);
            AttributeUpdate now = change.update();
            if (before != null) {
                Optional<AttributeUpdate> both = before.then(now);
                if (both.isEmpty()) {
                    write(node, before);
                }
                now = both.orElse(now);
            }
            if (held.isEmpty()) {
                sinceNanos = clock.bootNanos();
            }
            held.put(node, now);
            readable.put(new Attribute(node, name), now);
            if (!now.equals(before)) {
                restart();
            }
        }

        private void restart() {
            stop();
            long longest = LONGEST_IN_DELAYS * delay.toNanos() + sinceNanos - clock.bootNanos();
            timer = loop.after(Duration.ofNanos(
                    Math.max(0, Math.min(delay.toNanos(), longest))), this::write);
        }

        private void stop() {
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }

        void write() {
            stop();
            SortedMap<NodeId, AttributeUpdate> due = new TreeMap<>(held);
            held.clear();
            due.forEach(this::write);
        }

        private void write(NodeId node, AttributeUpdate update) {
            way.write(new AttributeChange(node, name, update), () -> {
                AttributeUpdate since = held.get(node);
                if (since == null) {
                    readable.remove(new Attribute(node, name), update);
                }
            });
        }

        void forget() {
            stop();
            held.clear();
        }
    }
}
