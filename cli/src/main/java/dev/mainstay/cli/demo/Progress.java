// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import dev.mainstay.cli.render.Palette;
import java.io.PrintWriter;
import java.util.Locale;

/** Tells what happens while it happens, with the seconds since the demo began. */
final class Progress {

    private final PrintWriter out;
    private final Palette palette;
    private final long begin = System.nanoTime();

    Progress(PrintWriter out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    Palette palette() {
        return palette;
    }

    /** A chapter of the demo. */
    synchronized void heading(String text) {
        out.println();
        out.println(palette.heading("== " + text));
        out.flush();
    }

    synchronized void line(String text) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        out.println(palette.faint(String.format(Locale.ROOT, "%7.1f s  ", seconds)) + text);
        out.flush();
    }

    /** Text of several lines that belongs to what was said last. */
    synchronized void block(String text) {
        out.print(text.indent(4));
        out.flush();
    }
}
