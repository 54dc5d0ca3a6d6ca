// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.grammar.LocationRuleWords;
import dev.mainstay.cli.rule.RuleIds;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Constraint;
import dev.mainstay.proto.v1.ConfigurationProto.LocationConstraint;

/** Makes location constraints that hold where and when a rule does. */
public final class RuleConstraints {

    private RuleConstraints() {}

    public static Constraint location(Configuration configuration, LocationRuleWords words) {
        if (!words.target().pattern()) {
            ConstraintTargets.require(configuration, words.target().text());
        }
        ElementIds ids = new ElementIds(configuration);
        String id =
                ids.claim(words.options(), "constraint-id", "location-" + words.target().text());
        String ruleId = ids.claim(words.options(), "id", id + "-rule");
        LocationConstraint.Builder location = LocationConstraint.newBuilder()
                .setId(id)
                .addRules(RuleIds.give(words.rule(), ruleId, ids::claim));
        if (words.target().pattern()) {
            location.setPattern(words.target().text());
        } else {
            location.setResource(words.target().text());
        }
        String discovery = words.options().getOrDefault("resource-discovery", "");
        if (!discovery.isEmpty()) {
            location.setDiscovery(discovery);
        }
        return Constraint.newBuilder().setLocation(location).build();
    }
}
