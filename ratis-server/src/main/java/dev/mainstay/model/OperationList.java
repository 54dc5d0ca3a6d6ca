// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The operations of a resource or template; with {@code reference} set, those of that list. */
public record OperationList(
        Optional<String> id, Optional<String> reference, List<Operation> operations) {
    public static final OperationList EMPTY =
            new OperationList(Optional.empty(), Optional.empty(), List.of());

    public OperationList {
        Objects.requireNonNull(id);
        Objects.requireNonNull(reference);
        operations = List.copyOf(operations);
    }
}
