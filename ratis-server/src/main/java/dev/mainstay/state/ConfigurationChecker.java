// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Configuration;
import dev.mainstay.model.FencingLevel;
import dev.mainstay.model.Node;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is wrong with a configuration whoever asks for it: ids that are taken, references to
 * nothing, malformed values of known options. Used before a change is proposed and again in apply.
 * It does not know what agents accept; the API asks them.
 */
public final class ConfigurationChecker {

    private static final int HIGHEST_FENCING_LEVEL = 9;

    private ConfigurationChecker() {}

    /** All problems, in the order of the document; empty if there is none. */
    public static List<ConfigurationProblem> check(Configuration configuration) {
        Findings findings = new Findings();
        int elements = ConfigurationIndex.elementCount(configuration);
        if (elements > Limits.CONFIGURATION_ELEMENTS) {
            findings.add("configuration", "a configuration has at most "
                    + Limits.CONFIGURATION_ELEMENTS + " elements, this one " + elements);
            return findings.problems();
        }
        ElementIds ids = ElementIds.of(configuration);
        ids.report(findings);
        OptionDomains.checkClusterOptions(configuration.clusterProperties(), findings);
        checkNodes(configuration.nodes(), findings);
        ResourceCheck resources = new ResourceCheck(configuration, findings);
        resources.run();
        new ConstraintCheck(resources.names(), findings).run(configuration);
        checkTags(configuration, ids, findings);
        checkLevels(configuration.fencingLevels(), resources.names(), findings);
        AlertCheck.check(configuration.alerts(), findings);
        OptionDomains.checkMeta("rsc_defaults", configuration.resourceDefaults(), findings);
        return findings.problems();
    }

    private static void checkNodes(List<Node> nodes, Findings findings) {
        TreeSet<NodeId> names = new TreeSet<>();
        for (Node node : nodes) {
            if (!names.add(node.name())) {
                findings.add(node.name().value(), "node " + node.name() + " is there twice");
            }
            node.score().ifPresent(score -> findings.score(node.name().value(),
                    "score of node " + node.name(), score));
        }
    }

    private static void checkTags(
            Configuration configuration, ElementIds ids, Findings findings) {
        configuration.tags().forEach(tag -> {
            if (tag.references().isEmpty()) {
                findings.add(tag.id().value(), "tag " + tag.id() + " names nothing");
            }
            tag.references().stream()
                    .filter(reference -> !ids.contains(reference))
                    .forEach(reference -> findings.add(tag.id().value(),
                            "tag " + tag.id() + " names " + reference + ", which does not exist"));
        });
    }

    private static void checkLevels(
            List<FencingLevel> levels, SortedSet<ResourceId> resources, Findings findings) {
        for (FencingLevel level : levels) {
            if (level.index() < 1 || level.index() > HIGHEST_FENCING_LEVEL) {
                findings.add(level.id(), "fencing level " + level.id() + " has index "
                        + level.index() + "; it has to be from 1 to " + HIGHEST_FENCING_LEVEL);
            }
            if (level.devices().isEmpty()) {
                findings.add(level.id(), "fencing level " + level.id() + " has no devices");
            }
            level.devices().stream()
                    .filter(device -> !resources.contains(device))
                    .forEach(device -> findings.add(level.id(), "fencing level " + level.id()
                            + " names device " + device + ", which does not exist"));
        }
    }
}
