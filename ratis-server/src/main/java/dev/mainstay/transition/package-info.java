// SPDX-License-Identifier: Apache-2.0
/**
 * What is to be done: a transition is a graph of actions that the scheduler planned and the log
 * adopted. It knows the model and nothing else; who runs an action, and how, is not its business.
 * Start reading at {@link dev.mainstay.transition.Transition}.
 */
@NullMarked
package dev.mainstay.transition;

import org.jspecify.annotations.NullMarked;
