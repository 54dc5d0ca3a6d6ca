// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Members of a constraint over sets; the options are as written, absent where not given. */
public record ResourceSet(
        Optional<String> id,
        Optional<String> reference,
        Optional<Boolean> sequential,
        Optional<Boolean> requireAll,
        Optional<String> role,
        Optional<String> action,
        Optional<String> score,
        Optional<String> kind,
        Optional<String> ordering,
        List<ResourceId> members) {
    public ResourceSet {
        Objects.requireNonNull(id);
        Objects.requireNonNull(reference);
        Objects.requireNonNull(sequential);
        Objects.requireNonNull(requireAll);
        Objects.requireNonNull(role);
        Objects.requireNonNull(action);
        Objects.requireNonNull(score);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(ordering);
        members = List.copyOf(members);
    }
}
