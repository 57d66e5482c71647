package io.plateau.report;

import java.util.Map;

/**
 * One row of a view, as the database wrote it. Texts are kept because they are the shortest that read back to the same
 * number: a CSV file written from them loses nothing.
 *
 * @param values text by column name in the view's order; a null is an SQL null
 */
record Row(Map<String, String> values) {

    /** The text of a column, null for an SQL null. */
    String text(String column) {
        if (!values.containsKey(column)) {
            throw new IllegalArgumentException("no column '" + column + "'; there are " + values.keySet());
        }
        return values.get(column);
    }

    /**
     * The number in a column; null for an SQL null and for NaN, which both mean "there is no value". Of 0 and −0, which an
     * order of objects would tell apart, it is always 0.
     */
    Double number(String column) {
        String text = text(column);
        if (text == null) {
            return null;
        }
        double number = Double.parseDouble(text);
        return Double.isNaN(number) ? null : number + 0.0;
    }

    boolean isPaper() {
        return "paper".equals(values.get("source"));
    }
}
