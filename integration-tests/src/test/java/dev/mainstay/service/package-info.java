// SPDX-License-Identifier: Apache-2.0
/**
 * Resources that are units of systemd or init scripts, through the whole node agent: on a private
 * bus against a scripted manager, which does what the real one cannot be made to do at a chosen
 * moment, and against a real systemd that boots in namespaces of its own.
 */
@NullMarked
package dev.mainstay.service;

import org.jspecify.annotations.NullMarked;
