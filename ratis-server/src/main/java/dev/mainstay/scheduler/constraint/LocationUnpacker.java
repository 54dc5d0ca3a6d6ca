// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.constraint;

import dev.mainstay.model.Constraint;
import dev.mainstay.model.Role;
import dev.mainstay.model.Rule;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.rule.RuleContext;
import dev.mainstay.scheduler.rule.RuleEvaluator;
import dev.mainstay.scheduler.unpack.ParameterResolver;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.LocationRule;
import dev.mainstay.scheduler.work.NodeScores.Discovery;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;

/** Evaluates location constraints into scores of machines. */
final class LocationUnpacker {
    private final UnpackContext context;
    private final ResourceFinder finder;
    private final ParameterResolver parameters;

    LocationUnpacker(UnpackContext context, ResourceFinder finder) {
        this.context = context;
        this.finder = finder;
        this.parameters = new ParameterResolver(
                context.attributes(), RuleContext.at(context.now()));
    }

    void unpack(Constraint.Location constraint) {
        constraint.resource().ifPresent(id -> finder.all(id).forEach(
                r -> add(constraint, r, constraint.role(), constraint.score(), Optional.empty())));
        constraint.pattern().ifPresent(pattern -> matching(constraint, pattern));
        for (ResourceFinder.Members members : finder.members(constraint.sets())) {
            Optional<String> role = members.set().role().or(constraint::role);
            Optional<String> score = members.set().score().or(constraint::score);
            members.resources().forEach(r -> add(constraint, r, role, score, Optional.empty()));
        }
    }

    private void matching(Constraint.Location constraint, String text) {
        Optional<ResourcePattern> pattern = ResourcePattern.parse(text);
        if (pattern.isEmpty()) {
            return;
        }
        for (WorkResource resource : context.state().resources()) {
            pattern.get().match(resource.id()).ifPresent(matcher -> add(constraint, resource,
                    constraint.role(), constraint.score(),
                    pattern.get().inverted() ? Optional.empty() : Optional.of(matcher)));
        }
    }

    private void add(Constraint.Location constraint, WorkResource resource,
            Optional<String> roleText, Optional<String> scoreText, Optional<Matcher> matcher) {
        Discovery discovery = discovery(constraint);
        ScoreSource source = new ScoreSource.LocationConstraint(constraint.id());
        if (constraint.node().isPresent()) {
            WorkNode node = context.state().node(constraint.node().get().value());
            int score = scoreText.flatMap(Score::parse).map(Score::value).orElse(0);
            if (node != null) {
                resource.locations().add(new LocationRule(source, role(roleText).orElse(null),
                        discovery, List.of(new LocationRule.NodeScore(node, score))));
            }
            return;
        }
        for (Rule written : constraint.rules()) {
            Optional<Rule> rule = context.index().follow(written);
            if (rule.isPresent()) {
                Optional<Role> role = role(rule.get().role().or(() -> roleText));
                List<LocationRule.NodeScore> scores = scores(rule.get(), resource, matcher);
                if (!scores.isEmpty()) {
                    resource.locations().add(new LocationRule(
                            source, role.orElse(null), discovery, scores));
                }
            }
        }
    }

    private List<LocationRule.NodeScore> scores(
            Rule rule, WorkResource resource, Optional<Matcher> matcher) {
        List<LocationRule.NodeScore> result = new ArrayList<>();
        for (WorkNode node : context.state().nodes()) {
            RuleContext rules = RuleContext.at(context.now()).withNode(node.attributes());
            TreeMap<String, String> values = parameters.parameters(resource, node);
            RuleContext complete = rules.withResource(values, resource.meta());
            if (context.evaluator().holds(rule, complete, matcher)) {
                result.add(new LocationRule.NodeScore(node, score(rule, node, matcher)));
            }
        }
        return result;
    }

    private static int score(Rule rule, WorkNode node, Optional<Matcher> matcher) {
        if (rule.scoreAttribute().isPresent()) {
            String attribute = RuleEvaluator.expand(rule.scoreAttribute().get(), matcher);
            // A machine that does not say how much it is worth is neither better nor worse.
            return node.attribute(attribute).flatMap(Score::parse).map(Score::value)
                    .orElse(0);
        }
        return rule.score().flatMap(Score::parse).map(Score::value).orElse(0);
    }

    private static Optional<Role> role(Optional<String> text) {
        return text.flatMap(Role::parse).filter(r -> r == Role.PROMOTED);
    }

    private static Discovery discovery(Constraint.Location constraint) {
        return switch (constraint.discovery().orElse("always").toLowerCase(Locale.ROOT)) {
            case "never" -> Discovery.NEVER;
            case "exclusive" -> Discovery.EXCLUSIVE;
            default -> Discovery.ALWAYS;
        };
    }
}
