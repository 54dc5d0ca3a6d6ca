// SPDX-License-Identifier: Apache-2.0
/**
 * Finding one's way in a configuration and changing it: lookups, references, generated ids, and the
 * edits that verbs send. Pure functions over the API's messages; must not know connections.
 */
@NullMarked
package dev.mainstay.cli.configuration;

import org.jspecify.annotations.NullMarked;
