// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.ClusterStatus;
import dev.mainstay.model.Configuration;
import dev.mainstay.scheduler.rule.RuleContext;
import dev.mainstay.scheduler.rule.RuleEvaluator;
import dev.mainstay.scheduler.work.WorkingState;
import java.time.Instant;

/** What all steps of unpacking work with. */
public record UnpackContext(
        Configuration configuration,
        ClusterStatus status,
        ConfigurationIndex index,
        RuleEvaluator evaluator,
        AttributeResolver attributes,
        OperationResolver operations,
        WorkingState state) {

    public Instant now() {
        return state.options().now();
    }

    RuleContext rules() {
        return RuleContext.at(now());
    }
}
