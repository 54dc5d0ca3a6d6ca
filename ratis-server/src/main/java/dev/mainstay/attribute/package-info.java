// SPDX-License-Identifier: Apache-2.0
/**
 * Brings many changes of attributes into the log by few entries. Knows neither who asks for them
 * nor how an entry gets into the log; start with {@link dev.mainstay.attribute.AttributeBatches}.
 */
@NullMarked
package dev.mainstay.attribute;

import org.jspecify.annotations.NullMarked;
