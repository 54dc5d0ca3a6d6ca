// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.rule.RuleContext;
import dev.mainstay.scheduler.rule.RuleEvaluator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Evaluates attribute sets: rules decide which count, scores in which order, first value wins. */
public final class AttributeResolver {
    /** This block of cluster properties goes before all others, whatever its score. */
    private static final String BOOTSTRAP_BLOCK = "cib-bootstrap-options";

    private final ConfigurationIndex index;
    private final RuleEvaluator evaluator;

    public AttributeResolver(ConfigurationIndex index, RuleEvaluator evaluator) {
        this.index = index;
        this.evaluator = evaluator;
    }

    public TreeMap<String, String> values(List<AttributeSet> sets, RuleContext context) {
        TreeMap<String, String> result = new TreeMap<>();
        addTo(result, sets, context);
        return result;
    }

    /** Adds values for names that have none yet. */
    public void addTo(
            TreeMap<String, String> result, List<AttributeSet> sets, RuleContext context) {
        if (sets.isEmpty()) {
            return;
        }
        List<AttributeSet> sorted = new ArrayList<>();
        sets.forEach(set -> index.follow(set).ifPresent(sorted::add));
        sorted.sort(Comparator.comparingInt(AttributeResolver::rank).reversed());
        for (AttributeSet set : sorted) {
            boolean applies = set.rule().isEmpty() || index.follow(set.rule().get())
                    .filter(rule -> evaluator.holds(rule, context)).isPresent();
            if (!applies) {
                continue;
            }
            for (Attribute attribute : set.attributes()) {
                index.follow(attribute).ifPresent(found -> put(result, found));
            }
        }
    }

    private static void put(TreeMap<String, String> result, Attribute attribute) {
        attribute.name().ifPresent(name -> attribute.givenValue()
                .ifPresent(value -> result.putIfAbsent(name, value)));
    }

    private static int rank(AttributeSet set) {
        if (set.id().filter(BOOTSTRAP_BLOCK::equals).isPresent()) {
            return Integer.MAX_VALUE;
        }
        return set.score().flatMap(Score::parse).map(Score::value).orElse(0);
    }
}
