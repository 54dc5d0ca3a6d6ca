// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay config}: the whole configuration, also as Pacemaker's document.
 */
@NullMarked
package dev.mainstay.cli.config;

import org.jspecify.annotations.NullMarked;
