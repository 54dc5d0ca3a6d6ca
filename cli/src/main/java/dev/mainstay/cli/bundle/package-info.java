// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay resource bundle}: containers that run one service. A resource is put into one by
 * {@code mainstay resource create … bundle BUNDLE}.
 */
@NullMarked
package dev.mainstay.cli.bundle;

import org.jspecify.annotations.NullMarked;
