package io.plateau.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A table of aligned columns for a plain terminal. Headers may have two lines; a note stands on its own line below the row it
 * belongs to.
 */
final class TextTable {

    private static final String INDENT = "  ";

    /**
     * @param header lines separated by a line feed
     * @param widest longer cells are abbreviated
     * @param gap spaces before the column
     */
    record Column(String header, boolean right, int widest, int gap) {

        static Column left(String header, int widest) {
            return new Column(header, false, widest, 2);
        }

        static Column right(String header) {
            return new Column(header, true, 24, 2);
        }

        /** The same column, for cells of up to so many characters. */
        Column upTo(int longest) {
            return new Column(header, right, longest, gap);
        }

        /** The same column, set apart from the one before. */
        Column apart() {
            return new Column(header, right, widest, 5);
        }

        private List<String> lines(int count) {
            List<String> lines = new ArrayList<>(Collections.nCopies(count, ""));
            String[] given = header.split("\n");
            for (int i = 0; i < given.length; i++) {
                lines.set(count - given.length + i, given[i]);
            }
            return lines;
        }
    }

    private record Line(List<String> cells, String note) {
    }

    private final List<Column> columns;
    private final List<Line> lines = new ArrayList<>();

    TextTable(Column... columns) {
        this.columns = List.of(columns);
    }

    TextTable row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        List<String> fitted = new ArrayList<>();
        for (int c = 0; c < cells.length; c++) {
            fitted.add(Text.abbreviate(Text.plain(cells[c]), columns.get(c).widest()));
        }
        lines.add(new Line(fitted, null));
        return this;
    }

    TextTable note(String note) {
        lines.add(new Line(null, note));
        return this;
    }

    /** The table with a line feed after every line, no trailing spaces. */
    String render() {
        int headerLines = columns.stream().mapToInt(c -> c.header().split("\n").length).max().orElse(0);
        List<List<String>> headers = columns.stream().map(c -> c.lines(headerLines)).toList();
        int[] widths = widths(headers);
        StringBuilder table = new StringBuilder();
        for (int h = 0; h < headerLines; h++) {
            int line = h;
            append(table, headers.stream().map(header -> header.get(line)).toList(), widths);
        }
        append(table, Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths);
        for (Line line : lines) {
            if (line.note() == null) {
                append(table, line.cells(), widths);
            } else {
                table.append(Text.wrapped(INDENT + INDENT, line.note()));
            }
        }
        return table.toString();
    }

    private int[] widths(List<List<String>> headers) {
        int[] widths = new int[columns.size()];
        for (int c = 0; c < widths.length; c++) {
            for (String header : headers.get(c)) {
                widths[c] = Math.max(widths[c], header.length());
            }
            for (Line line : lines) {
                widths[c] = Math.max(widths[c], line.note() == null ? line.cells().get(c).length() : 0);
            }
        }
        return widths;
    }

    private void append(StringBuilder table, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder(INDENT);
        for (int c = 0; c < widths.length; c++) {
            String padding = " ".repeat(widths[c] - cells.get(c).length());
            line.append(" ".repeat(c == 0 ? 0 : columns.get(c).gap()));
            line.append(columns.get(c).right() ? padding + cells.get(c) : cells.get(c) + padding);
        }
        table.append(line.toString().stripTrailing()).append('\n');
    }
}
