// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

/** A place in the log. */
public record LogPosition(long term, long index) {

    public static final LogPosition START = new LogPosition(0, 0);
}
