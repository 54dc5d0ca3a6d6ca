// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

/** The lists that a configuration consists of. */
public enum ConfigurationSection {
    CLUSTER_PROPERTIES("cluster properties"),
    NODES("nodes"),
    TEMPLATES("templates"),
    RESOURCES("resources"),
    CONSTRAINTS("constraints"),
    TAGS("tags"),
    RESOURCE_DEFAULTS("resource defaults"),
    OPERATION_DEFAULTS("operation defaults"),
    FENCING_LEVELS("fencing levels"),
    ALERTS("alerts");

    private final String text;

    ConfigurationSection(String text) {
        this.text = text;
    }

    /** The name in messages for people. */
    public String text() {
        return text;
    }

    /** Whether the section consists of blocks of names and values. */
    public boolean holdsAttributeSets() {
        return switch (this) {
            case CLUSTER_PROPERTIES, RESOURCE_DEFAULTS, OPERATION_DEFAULTS -> true;
            case NODES, TEMPLATES, RESOURCES, CONSTRAINTS, TAGS, FENCING_LEVELS, ALERTS -> false;
        };
    }
}
