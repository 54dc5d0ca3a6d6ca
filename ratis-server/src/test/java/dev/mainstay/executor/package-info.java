// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.mainstay.executor;

import org.jspecify.annotations.NullMarked;
