// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.rule;

import dev.mainstay.model.AgentName;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a rule is evaluated against. Parts that a place does not have are empty: a condition on them
 * is then not met.
 */
public record RuleContext(
        Instant now,
        Optional<SortedMap<String, String>> nodeAttributes,
        Optional<SortedMap<String, String>> parameters,
        Optional<SortedMap<String, String>> metaAttributes,
        Optional<AgentName> agent,
        Optional<OperationKey> operation) {

    /** An operation by name and interval. */
    public record OperationKey(String name, long intervalMillis) {}

    /** A context that has nothing but the time. */
    public static RuleContext at(Instant now) {
        return new RuleContext(now, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    public RuleContext withNode(SortedMap<String, String> attributes) {
        return new RuleContext(
                now, Optional.of(attributes), parameters, metaAttributes, agent, operation);
    }

    public RuleContext withAgent(AgentName name) {
        return new RuleContext(
                now, nodeAttributes, parameters, metaAttributes, Optional.of(name), operation);
    }

    public RuleContext withOperation(String name, long intervalMillis) {
        return new RuleContext(now, nodeAttributes, parameters, metaAttributes, agent,
                Optional.of(new OperationKey(name, intervalMillis)));
    }

    public RuleContext withResource(
            SortedMap<String, String> parameterValues, SortedMap<String, String> metaValues) {
        return new RuleContext(now, nodeAttributes, Optional.of(parameterValues),
                Optional.of(metaValues), agent, operation);
    }
}
