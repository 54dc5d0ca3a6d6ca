// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay cluster}: founding a cluster, admitting nodes, and its membership. Founding and
 * joining work on this machine's own files and therefore know the server's bootstrap package.
 */
@NullMarked
package dev.mainstay.cli.cluster;

import org.jspecify.annotations.NullMarked;
