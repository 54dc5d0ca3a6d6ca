// SPDX-License-Identifier: Apache-2.0
/**
 * The services that operators and members call: who asks, whether the request has a meaning, one
 * proposal or one read, and an answer or a status that says what to do. It decides nothing about
 * resources. Other parts of the shell are known by the interfaces of
 * {@link dev.mainstay.port} alone. Start reading at {@link dev.mainstay.api.ApiServer}.
 */
@NullMarked
package dev.mainstay.api;

import org.jspecify.annotations.NullMarked;
