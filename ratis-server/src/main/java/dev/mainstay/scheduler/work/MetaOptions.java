// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

/**
 * What the meta-attributes of a resource say in numbers and choices; those that say yes or no are
 * its flags.
 *
 * @param priority which resource is placed first; an agent's promotion score may raise it
 * @param stickiness what staying is worth
 * @param migrationThreshold failures after which a machine is not used; 0 for any number
 * @param failureTimeoutMillis when a failure is forgotten; 0 for never
 * @param reconnectMillis how long a lost connection is left alone; 0 for not at all
 */
public record MetaOptions(
        int priority,
        int stickiness,
        int migrationThreshold,
        long failureTimeoutMillis,
        int reconnectMillis,
        MultipleActive multipleActive) {
    /** Of a resource whose meta-attributes are not read yet. */
    public static final MetaOptions UNREAD =
            new MetaOptions(0, 0, 0, 0, 0, MultipleActive.STOP_START);

    public MetaOptions withPriority(int value) {
        return new MetaOptions(value, stickiness, migrationThreshold, failureTimeoutMillis,
                reconnectMillis, multipleActive);
    }
}
