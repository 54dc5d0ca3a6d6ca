// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.defaults;

import dev.mainstay.cli.rule.RuleContext;
import dev.mainstay.proto.v1.ConfigurationProto.AttributeSet;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Defaults of what. */
enum DefaultsKind {
    RESOURCES(ConfigurationSection.RESOURCE_DEFAULTS, RuleContext.RESOURCE, "rsc_defaults"),
    OPERATIONS(ConfigurationSection.OPERATION_DEFAULTS, RuleContext.OPERATION, "op_defaults");

    private static final String OPERATION_FAMILY = "op";

    private final ConfigurationSection section;
    private final RuleContext context;
    private final String idPrefix;

    DefaultsKind(ConfigurationSection section, RuleContext context, String idPrefix) {
        this.section = section;
        this.context = context;
        this.idPrefix = idPrefix;
    }

    /** Those of the family that a verb was called in. */
    static DefaultsKind of(CommandSpec verb) {
        for (CommandSpec spec = verb; spec.parent() != null; spec = spec.parent()) {
            if (spec.name().equals(OPERATION_FAMILY)) {
                return OPERATIONS;
            }
        }
        return RESOURCES;
    }

    ConfigurationSection section() {
        return section;
    }

    RuleContext context() {
        return context;
    }

    /** What pcs calls a block that the user has not named. */
    String setId() {
        return idPrefix + "-meta_attributes";
    }

    List<AttributeSet> sets(Configuration configuration) {
        return switch (this) {
            case RESOURCES -> configuration.getResourceDefaultsList();
            case OPERATIONS -> configuration.getOperationDefaultsList();
        };
    }
}
