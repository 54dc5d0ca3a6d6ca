// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import java.util.function.Supplier;

/**
 * One word after {@code mainstay}: a family of verbs, or a verb by itself. Building the commands
 * of a family costs time, so that only the family that was asked for is built; the help of the
 * top needs no more than the summary.
 */
record Family(String name, Topic topic, String summary, Supplier<Object> command) {

    /** The headings of the top command's help. */
    enum Topic {
        LOOK("Look"),
        CONFIGURE("Configure"),
        OPERATE("Build and run"),
        TRY("Try");

        private final String heading;

        Topic(String heading) {
            this.heading = heading;
        }

        String heading() {
            return heading;
        }
    }
}
