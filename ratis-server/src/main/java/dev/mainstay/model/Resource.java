// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

/** A configured resource, as written: templates and references are not resolved. */
public sealed interface Resource permits Primitive, Group, Clone, Bundle {
    ResourceId id();

    ResourceOptions options();
}
