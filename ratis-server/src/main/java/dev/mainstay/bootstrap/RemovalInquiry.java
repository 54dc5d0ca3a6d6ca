// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.FatalHandler;
import dev.mainstay.port.FatalHandler.Fault;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.StateSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Ends a node that was removed while it was away. Its own log ends before the entry that removed
 * it, and nobody sends it that entry any more; so as long as it hears of no leader it asks the
 * members that it remembers, and one that holds the removal in its state settles it.
 */
final class RemovalInquiry {

    /** Rare enough to be no load where there is no leader for long, and far below a lease. */
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final NodeId self;
    private final RememberedMembers members;
    private final StateSource states;
    private final Leadership leadership;
    private final Function<String, CompletableFuture<Boolean>> saysRemoved;
    private final EventLoop loop;
    private final FatalHandler fatal;
    private boolean told;

    /** @param saysRemoved asks the member at an API address; never fails */
    RemovalInquiry(
            NodeId self,
            RememberedMembers members,
            StateSource states,
            Leadership leadership,
            Function<String, CompletableFuture<Boolean>> saysRemoved,
            EventLoop loop,
            FatalHandler fatal) {
        this.self = self;
        this.members = members;
        this.states = states;
        this.leadership = leadership;
        this.saysRemoved = saysRemoved;
        this.loop = loop;
        this.fatal = fatal;
    }

    void open() {
        loop.after(EVERY, this::look);
    }

    private void look() {
        if (told) {
            return;
        }
        members.follow(states.current());
        if (leadership.leader().isEmpty()) {
            members.addresses().forEach(address -> loop.when(saysRemoved.apply(address),
                    removed -> answered(address, removed)));
        }
        loop.after(EVERY, this::look);
    }

    private void answered(String address, boolean removed) {
        if (removed && !told) {
            told = true;
            fatal.fatal(Fault.REMOVED_FROM_GROUP, OwnMembership.sentence("the node at " + address
                    + " holds that " + self + " was removed"), Optional.empty());
        }
    }
}
