// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.port.PeerAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.retry.MultipleLinearRandomRetry;
import org.apache.ratis.retry.RetryPolicy;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatisConfigurationTest {

    /** Whoever waits longer to be sent something stands for election. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 100_000})
    void peerThatIsBackIsHeardOfBeforeItStandsForElection(int failures) {
        RetryPolicy policy = MultipleLinearRandomRetry.parseCommaSeparated(
                RaftServerConfigKeys.Log.Appender.retryPolicy(
                        RatisConfiguration.properties(settings())));

        RetryPolicy.Action next = policy.handleAttemptFailure(() -> failures);
        long wait = next.getSleepTime().toLong(TimeUnit.MILLISECONDS);

        assertTrue(next.shouldRetry());
        assertTrue(wait > 0 && wait < TestGroup.TIMING.electionMin().toMillis(),
                () -> wait + " ms");
    }

    private static RaftSettings settings() {
        return new RaftSettings(new PeerAddress("a.1", "127.0.0.1", 1), new UUID(1, 2),
                Path.of("nowhere"), RaftSettings.Startup.JOIN, List.of(), TestGroup.TIMING,
                TestGroup.LIMITS);
    }
}
