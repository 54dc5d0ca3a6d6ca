// SPDX-License-Identifier: Apache-2.0
/**
 * Resource and fence agents as the cluster describes them: finding one by a name that may be
 * incomplete, and showing what it takes.
 */
@NullMarked
package dev.mainstay.cli.agent;

import org.jspecify.annotations.NullMarked;
