// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Keeps the product's log quiet until it is closed: thousands of simulated machines lose their
 * leases and complain of it, which tells nobody anything.
 */
final class QuietLog implements AutoCloseable {

    private final Optional<Logger> product =
            LoggerFactory.getLogger("dev.mainstay") instanceof Logger logger
                    ? Optional.of(logger)
                    : Optional.empty();
    private final @Nullable Level before = product.map(Logger::getLevel).orElse(null);

    QuietLog() {
        product.ifPresent(logger -> logger.setLevel(Level.OFF));
    }

    @Override
    public void close() {
        product.ifPresent(logger -> logger.setLevel(before));
    }
}
