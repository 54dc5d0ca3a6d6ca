// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.codec.BackupCodec.Backup;
import dev.mainstay.codec.BackupHeader;
import dev.mainstay.codec.UnusableBackup;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Content;
import dev.mainstay.state.Scenario;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackupTrialTest {

    @Test
    void trialGoesThroughToAPlan() throws UnusableBackup {
        ClusterState state =
                Scenario.of("a", "b").with(Scenario.primitive("r")).state();
        Content nothing = Content.copyOf(new byte[0]);
        Backup backup = new Backup(BackupHeader.of(state, new BackupHeader.Origin(
                "group", Instant.EPOCH, "a", nothing, nothing)), state, "");

        int actions = new BackupTrial(new SystemClock()).run(backup);

        assertTrue(actions >= 0);
    }
}
