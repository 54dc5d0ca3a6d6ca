// SPDX-License-Identifier: Apache-2.0
/**
 * What resource agents ask of the cluster by Pacemaker's tools, whose options and output they rely
 * on (manual pages of Pacemaker 3.0). Understands a call and decides what it reads or changes; does
 * neither itself.
 */
@NullMarked
package dev.mainstay.executor.tool;

import org.jspecify.annotations.NullMarked;
