// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.BooleanText;
import dev.mainstay.model.ClusterStatus;
import dev.mainstay.model.Configuration;
import dev.mainstay.scheduler.rule.RuleEvaluator;
import dev.mainstay.scheduler.work.ClusterOptions;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkingState;
import java.time.Instant;

/** The steps of unpacking, in order. */
public final class Unpacker {
    private Unpacker() {}

    public static UnpackContext unpack(
            Configuration configuration, ClusterStatus status, Instant now) {
        ConfigurationIndex index = new ConfigurationIndex(configuration);
        RuleEvaluator evaluator = new RuleEvaluator();
        AttributeResolver attributes = new AttributeResolver(index, evaluator);
        ClusterOptions options = OptionsUnpacker.unpack(configuration, status, attributes, now);
        UnpackContext context = new UnpackContext(configuration, status, index, evaluator,
                attributes, new OperationResolver(attributes, configuration, now),
                new WorkingState(options));
        new NodeUnpacker(context).unpack();
        ResourceUnpacker resources = new ResourceUnpacker(context);
        resources.unpack();
        withoutFenceDevice(context.state());
        new NodeStateUnpacker(context).unpack();
        new HistoryUnpacker(context, resources).unpack();
        return context;
    }

    /**
     * Fencing without a device would start things that could never be recovered safely. Machines
     * with a watchdog can fence themselves.
     */
    private static void withoutFenceDevice(WorkingState state) {
        boolean watchdog = BooleanText.isTrue(
                state.options().properties().getOrDefault("have-watchdog", "false"));
        if (state.options().fencingEnabled() && !state.haveFenceDevice() && !watchdog) {
            state.allResources().forEach(r -> r.clear(ResourceFlag.MANAGED));
        }
    }
}
