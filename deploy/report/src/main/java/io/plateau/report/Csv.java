package io.plateau.report;

import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values as RFC 4180 has them: CRLF after every record, quotes only where needed, a null is empty. */
final class Csv {

    private Csv() {
    }

    /** Header row and rows. Numbers stand as the database wrote them: dot decimals, all digits. */
    static String of(View view) {
        StringBuilder csv = new StringBuilder(line(view.columns()));
        for (Row row : view.rows()) {
            csv.append(line(view.columns().stream().map(row::text).toList()));
        }
        return csv.toString();
    }

    static String line(List<String> fields) {
        return fields.stream().map(Csv::field).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String field(String text) {
        if (text == null) {
            return "";
        }
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
