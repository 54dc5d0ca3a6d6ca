// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay alert}: programs that are told of events, and whom they tell.
 */
@NullMarked
package dev.mainstay.cli.alert;

import org.jspecify.annotations.NullMarked;
