// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.codec.LogCodec;
import dev.mainstay.codec.StoredFormat;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.UnappliableEntryException;
import dev.mainstay.state.Author;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.CommandApplier;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AppliedStateTest {

    private final AppliedState states =
            new AppliedState(ClusterState.initial(), new CommandApplier(new StoredFormat()));

    @Test
    void replicaThatDiffersFromTheLeaderAppliesNothingMore() {
        apply(1, new Command.RecordDigest(0, ""));
        ClusterState before = states.current();
        assertEquals(1, before.checkpoint().index());
        apply(2, new Command.RecordDigest(1, before.checkpoint().digest()));

        ClusterState agreed = states.current();
        UnappliableEntryException stopped = assertThrows(UnappliableEntryException.class,
                () -> apply(3, new Command.RecordDigest(2, "of another state")));
        assertTrue(String.valueOf(stopped.getMessage()).contains("this peer has deviated"));
        assertSame(agreed, states.current());
    }

    private void apply(long index, Command command) {
        var _ = states.apply(index, 1, LogCodec.encode(
                Proposal.inTerm(command, Author.cluster("n1"), 1), Instant.EPOCH));
    }
}
