// SPDX-License-Identifier: Apache-2.0
/**
 * Holds the scheduler's decisions against Pacemaker's, for the configurations that lie beside a
 * clone of this repository. The numbers that it has to reach are recorded in
 * {@code .ci/scheduler-conformance.txt} and only rise.
 */
@NullMarked
package dev.mainstay.conformance;

import org.jspecify.annotations.NullMarked;
