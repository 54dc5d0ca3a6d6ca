// SPDX-License-Identifier: Apache-2.0
/** Tests of backups as files. */
@NullMarked
package dev.mainstay.cli.backup;

import org.jspecify.annotations.NullMarked;
