// SPDX-License-Identifier: Apache-2.0
/**
 * What some tests need of the machine that they run on. Such a test is skipped with a message where
 * its requirement is missing, and fails there when the system property {@code mainstay.require} is
 * {@code all}: a full check has no silent gaps.
 */
@NullMarked
package dev.mainstay.requirement;

import org.jspecify.annotations.NullMarked;
