// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

/** Reads amounts of capacity. */
final class Utilization {
    private Utilization() {}

    /** The leading integer of a text; zero if there is none. */
    static int amount(String text) {
        String trimmed = text.strip();
        int end = trimmed.startsWith("-") || trimmed.startsWith("+") ? 1 : 0;
        while (end < trimmed.length() && Character.isDigit(trimmed.charAt(end))) {
            end++;
        }
        try {
            return Integer.parseInt(trimmed.substring(0, end));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
