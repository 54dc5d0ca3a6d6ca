// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.executor.tool.ToolEffect.Change;
import dev.mainstay.executor.tool.ToolEffect.Failure;
import dev.mainstay.executor.tool.ToolEffect.Print;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.state.AttributeEdits;
import dev.mainstay.state.ConfigurationEdit;
import java.util.List;
import java.util.Optional;

/** One named value of a resource. */
record ResourceOption(Kind kind, String name) {
    /** What it is. */
    enum Kind {
        /** What the agent is told. */
        PARAMETER("instance_attributes"),
        /** What the cluster goes by. */
        META("meta_attributes"),
        /** What the resource uses up, in numbers that placement counts with. */
        UTILIZATION("utilization");

        private final String block;

        Kind(String block) {
            this.block = block;
        }
    }

    /** As it holds now: of the resource itself, what it is part of, and the defaults. */
    Optional<String> value(ClusterView view, WorkResource resource) {
        return switch (kind) {
            case PARAMETER -> Optional.ofNullable(view.parameters(resource).get(name));
            case META -> resource.meta(name);
            case UTILIZATION -> Optional.ofNullable(resource.utilization().get(name))
                    .map(value -> Integer.toString(value));
        };
    }

    /** @param value empty: it is not set any more */
    ToolEffect set(ToolContext context, String resource, Optional<String> value) {
        if (kind == Kind.UTILIZATION && !value.map(UtilizationText::isValid).orElse(true)) {
            return UtilizationText.refused(name, value.orElse(""));
        }
        ResourceId id = new InstanceId(resource).resource();
        return ConfiguredResources.find(context.state().configuration(), id)
                .map(found -> set(context, found, value))
                .orElseGet(() -> new Failure(ExitStatus.NO_SUCH,
                        "resource " + id + " is not configured"));
    }

    private ToolEffect set(ToolContext context, Resource resource, Optional<String> value) {
        List<AttributeSet> before = sets(resource.options());
        List<AttributeSet> after = AttributeEdits.set(before,
                resource.id() + "-" + kind.block, name, value);
        // Agents set the same value at each start: that is no change of the configuration.
        return context.upToDate() && before.equals(after) ? new Print("")
                : new Change(ChangedConfiguration.of(context.state(), "crm_resource",
                        new ConfigurationEdit.PutResource(ConfiguredResources.withOptions(resource,
                                with(resource.options(), after)))));
    }

    private List<AttributeSet> sets(ResourceOptions options) {
        return switch (kind) {
            case PARAMETER -> options.instanceAttributes();
            case META -> options.metaAttributes();
            case UTILIZATION -> options.utilization();
        };
    }

    private ResourceOptions with(ResourceOptions options, List<AttributeSet> changed) {
        return new ResourceOptions(options.description(),
                kind == Kind.PARAMETER ? changed : options.instanceAttributes(),
                kind == Kind.META ? changed : options.metaAttributes(),
                kind == Kind.UTILIZATION ? changed : options.utilization());
    }
}
