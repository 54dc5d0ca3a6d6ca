// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Operation;
import java.util.List;

/** A resource's configuration with its template and references followed, rules not evaluated. */
public record ResolvedDefinition(
        AgentName agent,
        List<AttributeSet> instanceAttributes,
        List<AttributeSet> metaAttributes,
        List<AttributeSet> utilization,
        List<Operation> operations) {
    public ResolvedDefinition {
        instanceAttributes = List.copyOf(instanceAttributes);
        metaAttributes = List.copyOf(metaAttributes);
        utilization = List.copyOf(utilization);
        operations = List.copyOf(operations);
    }
}
