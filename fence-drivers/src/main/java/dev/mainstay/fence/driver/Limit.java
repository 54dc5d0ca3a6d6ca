// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.driver;

import java.util.Optional;

/** Tells a running try when to stop. */
@FunctionalInterface
public interface Limit {
    /** Why a try is stopped. */
    enum Reason {
        TIMEOUT, DEADLINE, CANCELLED
    }

    /** Empty while the try may go on. Asked often; must be quick. */
    Optional<Reason> reached();
}
