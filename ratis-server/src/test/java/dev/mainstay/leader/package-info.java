// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.mainstay.leader;

import org.jspecify.annotations.NullMarked;
