// SPDX-License-Identifier: Apache-2.0
/**
 * What verbs have in common: the options that reach a cluster, the options of a change, the output
 * format, and the edit-and-send of the configuration. Verbs extend
 * {@link dev.mainstay.cli.command.ClusterVerb}.
 */
@NullMarked
package dev.mainstay.cli.command;

import org.jspecify.annotations.NullMarked;
