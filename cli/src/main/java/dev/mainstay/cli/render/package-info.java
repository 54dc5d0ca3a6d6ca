// SPDX-License-Identifier: Apache-2.0
/**
 * Turns replies into text, JSON or YAML. Text is for people and may change; the documents follow
 * the fields of the API and only grow. Must not know the verbs.
 */
@NullMarked
package dev.mainstay.cli.render;

import org.jspecify.annotations.NullMarked;
