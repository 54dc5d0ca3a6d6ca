// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.BooleanText;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.LocationRule;
import dev.mainstay.scheduler.work.NodeScores.Discovery;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns health attributes of machines into location scores for everything. */
final class NodeHealth {
    private final UnpackContext context;
    private final String strategy;

    private NodeHealth(UnpackContext context, String strategy) {
        this.context = context;
        this.strategy = strategy;
    }

    static void apply(UnpackContext context) {
        String strategy = context.state().options().properties()
                .getOrDefault("node-health-strategy", "none").toLowerCase(Locale.ROOT);
        switch (strategy) {
            case "migrate-on-red", "only-green", "progressive", "custom" ->
                    new NodeHealth(context, strategy).apply();
            default -> {
            }
        }
    }

    private void apply() {
        for (WorkNode node : context.state().nodes()) {
            int health = strategy.equals("progressive") ? property("node-health-base", 0) : 0;
            for (Map.Entry<String, String> attribute : node.attributes().entrySet()) {
                if (attribute.getKey().startsWith("#health")) {
                    health = Score.sum(health, score(attribute.getValue()));
                }
            }
            node.healthScore(health);
            if (health != 0) {
                for (WorkResource resource : context.state().resources()) {
                    apply(resource, node, health);
                }
            }
        }
    }

    private static void apply(WorkResource resource, WorkNode node, int health) {
        boolean tolerant = resource.meta("allow-unhealthy-nodes")
                .filter(BooleanText::isTrue).isPresent();
        if (health > 0 || !tolerant) {
            resource.locations().add(new LocationRule(new ScoreSource.Health(), null,
                    Discovery.ALWAYS, List.of(new LocationRule.NodeScore(node, health))));
        }
    }

    private boolean isConfigured() {
        return strategy.equals("progressive") || strategy.equals("custom");
    }

    private int score(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "red" -> isConfigured()
                    ? property("node-health-red", -Score.INFINITY_VALUE)
                    : -Score.INFINITY_VALUE;
            case "yellow" -> switch (strategy) {
                case "progressive", "custom" -> property("node-health-yellow", 0);
                case "only-green" -> -Score.INFINITY_VALUE;
                default -> 0;
            };
            case "green" -> isConfigured()
                    ? property("node-health-green", 0)
                    : 0;
            default -> Score.parse(value).map(Score::value).orElse(0);
        };
    }

    private int property(String name, int otherwise) {
        String text = context.state().options().properties().get(name);
        return text == null ? otherwise : switch (text.toLowerCase(Locale.ROOT)) {
            case "red", "yellow", "green" -> text.equalsIgnoreCase("red")
                    ? -Score.INFINITY_VALUE
                    : 0;
            default -> Score.parse(text).map(Score::value).orElse(otherwise);
        };
    }
}
