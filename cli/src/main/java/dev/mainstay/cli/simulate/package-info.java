// SPDX-License-Identifier: Apache-2.0
/** The command that plans offline for files. Start reading at {@link SimulateCommand}. */
@NullMarked
package dev.mainstay.cli.simulate;

import org.jspecify.annotations.NullMarked;
