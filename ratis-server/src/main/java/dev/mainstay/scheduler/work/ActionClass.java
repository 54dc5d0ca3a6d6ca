// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

/** Who carries an action out. */
public enum ActionClass {
    RESOURCE,
    FENCE,
    CLUSTER
}
