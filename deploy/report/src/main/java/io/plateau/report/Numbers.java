package io.plateau.report;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as the paper prints them. A value that is absent is a dash. */
final class Numbers {

    static final String ABSENT = "-";

    private Numbers() {
    }

    /** A number with a fixed count of decimals, {@code 0.00} rather than {@code -0.00}. */
    static String decimal(Double value, int decimals) {
        if (value == null) {
            return ABSENT;
        }
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.startsWith("-") && text.chars().noneMatch(c -> c >= '1' && c <= '9') ? text.substring(1) : text;
    }

    /** {@code 0.05 ± 0.04}; the value alone where there is no deviation. */
    static String withDeviation(Double value, Double deviation, int decimals) {
        if (value == null || deviation == null) {
            return decimal(value, decimals);
        }
        return decimal(value, decimals) + " ± " + decimal(deviation, decimals);
    }

    /** {@code -42.1% ± 5.2%}. */
    static String percentWithDeviation(Double value, Double deviation) {
        if (value == null) {
            return ABSENT;
        }
        String change = decimal(value, 1) + "%";
        return deviation == null ? change : change + " ± " + decimal(deviation, 1) + "%";
    }

    /** {@code 1.84 [1.72, 1.96]}; the value alone where there is no interval. */
    static String withInterval(Double value, Double low, Double high, int decimals) {
        if (value == null || low == null || high == null) {
            return decimal(value, decimals);
        }
        return decimal(value, decimals) + " [" + decimal(low, decimals) + ", " + decimal(high, decimals) + "]";
    }

    /** A measured p-value: two decimals, three below 0.1 where they decide, {@code <0.001} below that. */
    static String p(Double p) {
        if (p == null) {
            return ABSENT;
        }
        if (p < 0.001) {
            return "<0.001";
        }
        return decimal(p, p < 0.1 ? 3 : 2);
    }

    /** {@code p = 0.031} or {@code p <0.001}. */
    static String equalsP(Double p) {
        String text = p(p);
        return text.startsWith("<") ? "p " + text : "p = " + text;
    }

    /** Four significant digits, for statistics that differ by orders of magnitude. */
    static String significant(double value) {
        if (value == 0 || Math.abs(value) >= 1e-3 && Math.abs(value) < 1e4) {
            int decimals = value == 0 ? 0 : Math.max(0, 3 - (int) Math.floor(Math.log10(Math.abs(value))));
            return decimal(value, decimals);
        }
        return String.format(Locale.ROOT, "%.3e", value);
    }

    /** A p-value of the paper with the digits that the paper gives; its {@code 0.001} stands for {@code <0.001}. */
    static String paperP(Row row, String column) {
        Double p = row.number(column);
        if (p == null) {
            return ABSENT;
        }
        return p <= 0.001 ? "<0.001" : new BigDecimal(row.text(column)).stripTrailingZeros().toPlainString();
    }
}
