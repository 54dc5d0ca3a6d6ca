// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** The end of a daemon's log, for a demo that did not show what it should. */
final class LogTail {

    private static final int LINES = 15;

    private LogTail() {}

    static String of(DemoNode node) {
        String title = "-- " + node.log() + (node.isAlive() ? "" : " (has ended)") + "\n";
        try {
            List<String> lines = Files.readAllLines(node.log());
            return title + String.join("\n",
                    lines.subList(Math.max(0, lines.size() - LINES), lines.size())) + "\n";
        } catch (IOException unreadable) {
            return title + "cannot be read\n";
        }
    }
}
