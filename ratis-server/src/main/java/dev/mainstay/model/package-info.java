// SPDX-License-Identifier: Apache-2.0
/**
 * What Mainstay's decisions are made from: the configuration as the user wrote it, the status as
 * the machines reported it, and the small value types of the field (scores, roles, exit codes,
 * durations). Everything is an immutable record; nothing here knows of the log, of XML or of
 * protobuf, and nothing here resolves templates, references or rules: that is the scheduler's
 * unpacking. Start reading at {@link dev.mainstay.model.Configuration}.
 */
@NullMarked
package dev.mainstay.model;

import org.jspecify.annotations.NullMarked;
