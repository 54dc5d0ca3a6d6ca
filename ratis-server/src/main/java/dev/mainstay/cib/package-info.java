// SPDX-License-Identifier: Apache-2.0
/**
 * Reads Pacemaker's XML documents (configuration and status, schemas 2.5 to 4.0) into the model,
 * and writes configurations. It translates spellings, never meanings: defaults, templates,
 * references and rules stay as written. Start reading at {@link dev.mainstay.cib.CibReader} and
 * {@link dev.mainstay.cib.CibWriter}; {@link dev.mainstay.cib.CibImporter} tells what is not kept.
 */
@NullMarked
package dev.mainstay.cib;

import org.jspecify.annotations.NullMarked;
