// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What any kind of resource may carry. */
public record ResourceOptions(
        Optional<String> description,
        List<AttributeSet> instanceAttributes,
        List<AttributeSet> metaAttributes,
        List<AttributeSet> utilization) {
    public static final ResourceOptions EMPTY =
            new ResourceOptions(Optional.empty(), List.of(), List.of(), List.of());

    public ResourceOptions {
        Objects.requireNonNull(description);
        instanceAttributes = List.copyOf(instanceAttributes);
        metaAttributes = List.copyOf(metaAttributes);
        utilization = List.copyOf(utilization);
    }
}
