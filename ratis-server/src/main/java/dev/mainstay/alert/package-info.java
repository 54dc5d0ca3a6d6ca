// SPDX-License-Identifier: Apache-2.0
/**
 * Tells alert agents what happens: which events of the log this machine tells of, whom it tells,
 * and with which words. Reads states and events as they are applied, and must never hold up who
 * applies them, nor anything else of the cluster. Runs no program itself: that is the node agent's.
 * Start with {@link AlertDispatcher}.
 */
@NullMarked
package dev.mainstay.alert;

import org.jspecify.annotations.NullMarked;
