// SPDX-License-Identifier: Apache-2.0
/**
 * Translates the operator's and the peers' requests and replies to and from the model. A request
 * that has no meaning whatever the state is a {@link dev.mainstay.codec.api.MalformedRequest};
 * nothing else is judged here. Start reading at {@link dev.mainstay.codec.api.StatusEncoder}.
 */
@NullMarked
package dev.mainstay.codec.api;

import org.jspecify.annotations.NullMarked;
