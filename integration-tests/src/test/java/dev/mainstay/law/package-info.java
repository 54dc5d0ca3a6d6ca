// SPDX-License-Identifier: Apache-2.0
/**
 * Laws of the scheduler that hold whatever is configured, over generated documents and, where they
 * lie beside a clone of this repository, over those that Pacemaker is tested with: no document
 * makes it throw, the order of what is independent changes nothing, nothing starts beside a machine
 * that may still run it, and no plan waits for itself. Start reading at {@code GeneratedCib}.
 */
@NullMarked
package dev.mainstay.law;

import org.jspecify.annotations.NullMarked;
