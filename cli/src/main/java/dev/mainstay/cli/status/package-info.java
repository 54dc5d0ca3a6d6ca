// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay status}: the cluster at a glance.
 */
@NullMarked
package dev.mainstay.cli.status;

import org.jspecify.annotations.NullMarked;
