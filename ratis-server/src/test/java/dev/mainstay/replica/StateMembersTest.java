// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.codec.SnapshotCodec;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.MemberDirectory.Standing;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.MembershipChange;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.state.Scenario;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may speak on the Raft port. */
class StateMembersTest {

    private final Scenario scenario = Scenario.of("n1", "n2");
    private final FakeRaft raft = new FakeRaft();
    private ClusterState afterRestart;
    private final StateMembers members = new StateMembers(new StateSource() {
        @Override
        public ClusterState current() {
            return afterRestart == null ? scenario.state() : afterRestart;
        }

        @Override
        public AutoCloseable subscribe(Listener listener) {
            return () -> {};
        }
    });

    private Standing stranger() {
        return members.standing("member-x", "key-x");
    }

    @Test
    void strangerIsNotYetKnownUntilThisNodeHasCaughtUp() {
        assertEquals(Standing.NOT_YET_KNOWN, stranger());

        raft.leader = Optional.of("n2.a");
        raft.caughtUp = false;
        members.follow(raft);
        assertEquals(Standing.NOT_YET_KNOWN, stranger());

        raft.caughtUp = true;
        assertEquals(Standing.UNKNOWN, stranger());
    }

    @Test
    void strangerMayBeTheLeaderThatThisNodeLags() {
        members.follow(raft);
        raft.leader = Optional.empty();

        assertEquals(Standing.NOT_YET_KNOWN, stranger());
    }

    @Test
    void memberIsKnownByItsKeyAndRemovedForGood() throws IOException {
        members.follow(raft);
        assertEquals(Standing.MEMBER, members.standing("member-n2", "key-n2"));
        assertEquals(Standing.OTHER_KEY, members.standing("member-n2", "key-x"));

        scenario.accept(new Command.RecordNodeEvent(new NodeId("n2"),
                new NodeEvent.Left(scenario.node("n2").incarnation())));
        scenario.accept(new Command.ChangeMembership(
                new MembershipChange.Removed(new NodeId("n2"), "member-n2")));

        assertEquals(Standing.REMOVED, members.standing("member-n2", "key-n2"));
        assertTrue(members.wasRemoved("member-n2"));

        raft.caughtUp = false;
        ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
        SnapshotCodec.write(scenario.state(), snapshot);
        afterRestart = SnapshotCodec.read(new ByteArrayInputStream(snapshot.toByteArray()));
        assertEquals(scenario.state(), afterRestart);
        assertEquals(Standing.REMOVED, members.standing("member-n2", "key-n2"));
    }
}
