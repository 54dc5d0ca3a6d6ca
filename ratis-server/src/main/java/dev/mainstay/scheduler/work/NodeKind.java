// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

/** How a machine takes part. */
public enum NodeKind {
    MEMBER,
    REMOTE,
    GUEST;

    public boolean isRemote() {
        return this != MEMBER;
    }
}
