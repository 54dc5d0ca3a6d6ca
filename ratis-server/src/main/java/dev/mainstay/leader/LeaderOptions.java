// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.model.DurationText;
import dev.mainstay.model.Score;
import dev.mainstay.port.StateSource;
import dev.mainstay.scheduler.rule.RuleContext;
import dev.mainstay.scheduler.rule.RuleEvaluator;
import dev.mainstay.scheduler.unpack.AttributeResolver;
import dev.mainstay.scheduler.unpack.ConfigurationIndex;
import dev.mainstay.state.ClusterState;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The cluster options that steer the leader's own clockwork, as they are in force now. They are
 * read again for each new revision and after each adoption, because rules may depend on the time.
 */
final class LeaderOptions {

    /** Pacemaker's. */
    static final Duration RECHECK_INTERVAL = Duration.ofMinutes(15);
    /** Pacemaker's. */
    static final int FENCING_ATTEMPTS = 10;

    private final StateSource states;
    private SortedMap<String, String> properties = new TreeMap<>();
    private long readAtRevision = -1;
    private long readAtAdoption = -1;

    LeaderOptions(StateSource states) {
        this.states = states;
    }

    /** How long to wait for further events before a plan is made: transition-delay. */
    Duration transitionDelay() {
        return option("transition-delay", "transition_delay")
                .flatMap(DurationText::parse).orElse(Duration.ZERO);
    }

    /**
     * After how long without a plan one is made although nothing asks for it:
     * cluster-recheck-interval. Empty if the net is turned off.
     */
    Optional<Duration> recheckInterval() {
        Duration interval = option("cluster-recheck-interval", "cluster_recheck_interval")
                .flatMap(DurationText::parse).orElse(RECHECK_INTERVAL);
        return interval.isZero() ? Optional.empty() : Optional.of(interval);
    }

    /** How often a machine's fencing may fail before it is retried seldom: fencing-max-attempts. */
    int fencingAttempts() {
        return option("fencing-max-attempts", "stonith-max-attempts")
                .flatMap(Score::parse).map(Score::value)
                .filter(attempts -> attempts > 0).orElse(FENCING_ATTEMPTS);
    }

    private Optional<String> option(String name, String olderName) {
        SortedMap<String, String> inForce = inForce();
        return Optional.ofNullable(inForce.get(name))
                .or(() -> Optional.ofNullable(inForce.get(olderName)));
    }

    private SortedMap<String, String> inForce() {
        ClusterState state = states.current();
        long adoption = state.planDemand().adoption().index();
        if (state.revision() != readAtRevision || adoption != readAtAdoption) {
            properties = new AttributeResolver(
                    new ConfigurationIndex(state.configuration()), new RuleEvaluator())
                    .values(state.configuration().clusterProperties(),
                            RuleContext.at(state.logTime()));
            readAtRevision = state.revision();
            readAtAdoption = adoption;
        }
        return properties;
    }
}
