// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Digests of the parameters an operation ran with. {@code restartParameters} are the names of the
 * parameters that cannot be changed by a reload, {@code secureParameters} those kept secret.
 */
public record OperationDigests(
        Optional<String> all,
        Optional<String> restart,
        Optional<String> secure,
        List<String> restartParameters,
        List<String> secureParameters) {
    public static final OperationDigests NONE = new OperationDigests(
            Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());

    public OperationDigests {
        Objects.requireNonNull(all);
        Objects.requireNonNull(restart);
        Objects.requireNonNull(secure);
        restartParameters = List.copyOf(restartParameters);
        secureParameters = List.copyOf(secureParameters);
    }
}
