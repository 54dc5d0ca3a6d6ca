// SPDX-License-Identifier: Apache-2.0

/** Tests of the adapter to the log: real peers on loopback ports, damage done to their disks. */
@NullMarked
package dev.mainstay.ratis;

import org.jspecify.annotations.NullMarked;
