// SPDX-License-Identifier: Apache-2.0
/**
 * The structure of the code, as rules over its byte code: what the pure core may touch, which
 * package may know which, and what the types look like. A rule that fails names the class and line,
 * and why the rule exists.
 */
@NullMarked
package dev.mainstay.architecture;

import org.jspecify.annotations.NullMarked;
