// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

/** The shapes of a resource. */
public enum Variant {
    PRIMITIVE,
    GROUP,
    CLONE,
    BUNDLE
}
