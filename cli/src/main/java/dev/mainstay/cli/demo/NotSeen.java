// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

/** Something that the rest of the demo builds on did not happen in time. */
final class NotSeen extends RuntimeException {

    private final String what;

    NotSeen(String what, String detail) {
        super(detail);
        this.what = what;
    }

    String what() {
        return what;
    }
}
