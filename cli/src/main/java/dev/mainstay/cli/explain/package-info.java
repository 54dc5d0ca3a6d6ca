// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay explain}: why a resource runs where it does.
 */
@NullMarked
package dev.mainstay.cli.explain;

import org.jspecify.annotations.NullMarked;
