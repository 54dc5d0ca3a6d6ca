// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.codec.StoredFormat;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.StateSource;
import dev.mainstay.replica.StateMembers;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.CommandApplier;
import dev.mainstay.state.LogEntry;
import dev.mainstay.state.MembershipChange;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.state.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node whose member was removed ends, once and with a sentence. */
class OwnMembershipTest {

    private final List<String> ends = new ArrayList<>();

    /** What the node hears that is the member: the whole log, from its first entry. */
    private void replay(Scenario scenario, String memberId) {
        ClusterState[] state = {ClusterState.initial()};
        StateMembers members = new StateMembers(new StateSource() {
            @Override
            public ClusterState current() {
                return state[0];
            }

            @Override
            public AutoCloseable subscribe(Listener listener) {
                return () -> {};
            }
        });
        FaultExit faults = new FaultExit((code, message) -> ends.add(code.code() + " " + message));
        OwnMembership own = new OwnMembership(memberId, members, faults);
        CommandApplier applier = new CommandApplier(new StoredFormat());
        for (LogEntry entry : scenario.log()) {
            state[0] = applier.apply(state[0], entry).state();
            own.applied(state[0], List.of());
        }
    }

    @Test
    void removedNodeEndsAndOthersDoNot() {
        Scenario scenario = Scenario.of("n1", "n2");
        scenario.accept(Scenario.event("n2",
                new NodeEvent.Left(scenario.node("n2").incarnation())));
        scenario.accept(new Command.ChangeMembership(
                new MembershipChange.Removed(new NodeId("n2"), "member-n2")));
        scenario.accept(new Command.Barrier());

        replay(scenario, "member-n1");
        assertEquals(List.of(), ends);

        replay(scenario, "member-n2");
        assertEquals(1, ends.size());
        assertTrue(ends.getFirst().startsWith("1 this node was removed from the cluster: member"),
                ends.getFirst());
    }

    @Test
    void nodeThatIsNotYetAMemberWaits() {
        replay(Scenario.of("n1"), "member-n2");

        assertEquals(List.of(), ends);
    }
}
