// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.render;

/** Colours on a terminal, and nothing elsewhere. */
public enum Palette {
    COLOURED,
    PLAIN;

    public String good(String text) {
        return paint("32", text);
    }

    public String bad(String text) {
        return paint("1;31", text);
    }

    public String warning(String text) {
        return paint("33", text);
    }

    public String heading(String text) {
        return paint("1", text);
    }

    public String faint(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
