package io.plateau.validity.report;

import java.util.List;

import io.plateau.validity.Check;

/** One row per check, RFC 4180; numbers in full, empty where there is none. */
final class CsvTable {
    private CsvTable() {
    }

    static String of(List<Check> checks) {
        StringBuilder csv = new StringBuilder("section,what,quantity,value,low,high,draws,criterion,outcome\n");
        for (Check check : checks) {
            csv.append(String.join(",", quoted(check.section()), quoted(check.what()), quoted(check.quantity()),
                    number(check.value()), number(check.low()), number(check.high()), String.valueOf(check.draws()),
                    quoted(check.criterion()), quoted(check.outcome().label()))).append('\n');
        }
        return csv.toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.valueOf(value) : "";
    }
}
