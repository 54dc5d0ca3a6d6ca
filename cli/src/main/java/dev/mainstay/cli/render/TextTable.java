// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Aligns columns by their widest cell; colours take no width, empty columns take no room. */
public final class TextTable {

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public TextTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Each row on a line of its own after the indent, without trailing blanks. */
    public String format(String indent) {
        List<Integer> widths = widths();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int column = 0; column < row.size(); column++) {
                if (widths.get(column) > 0) {
                    String cell = row.get(column);
                    line.append(cell)
                            .repeat(' ', widths.get(column) - width(cell))
                            .append(GAP);
                }
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                if (column == widths.size()) {
                    widths.add(0);
                }
                widths.set(column, Math.max(widths.get(column), width(row.get(column))));
            }
        }
        return widths;
    }

    private static int width(String cell) {
        return COLOUR.matcher(cell).replaceAll("").length();
    }
}
