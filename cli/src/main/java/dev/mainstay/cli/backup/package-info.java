// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay backup}: saving a running cluster into a file, looking into such a file, and
 * making a new cluster from one. Saving goes over the API; the rest works on files and this
 * machine's own folders and therefore knows the server's codec and bootstrap packages.
 */
@NullMarked
package dev.mainstay.cli.backup;

import org.jspecify.annotations.NullMarked;
