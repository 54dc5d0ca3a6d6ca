// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.alert;

/** Whom alert agents run as. */
public sealed interface AlertAccount {

    /** The user that this process is. */
    record Own() implements AlertAccount {}

    /** Another user, which only root can become. */
    record Other(AlertUser user) implements AlertAccount {}

    /** What is configured cannot be done, so that they do not run. */
    record Unusable(String reason) implements AlertAccount {}
}
