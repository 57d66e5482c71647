package io.plateau.inference.results;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** What the values of a column are, whatever the database calls it. */
enum ColumnType {
    INTEGER, NUMBER, BOOLEAN, TEXT, TIMESTAMP, JSON, LIST;

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

    /** @param name of the type in PostgreSQL, as {@code format_type} writes it */
    static ColumnType of(String name) {
        return switch (name) {
            case "smallint", "integer", "bigint" -> INTEGER;
            case "real", "double precision", "numeric" -> NUMBER;
            case "boolean" -> BOOLEAN;
            case "text", "character varying" -> TEXT;
            case "timestamp with time zone" -> TIMESTAMP;
            case "json", "jsonb" -> JSON;
            default -> {
                if (name.endsWith("[]")) {
                    yield LIST;
                }
                throw new IllegalStateException("no form is defined for columns of the type " + name);
            }
        };
    }

    /** Whether rows can be chosen by such a column's values. */
    boolean canBeChosenBy() {
        return this != JSON && this != LIST;
    }

    /** Whether a text is a value of this type. */
    boolean accepts(String text) {
        return switch (this) {
            case INTEGER -> WHOLE.matcher(text).matches();
            case NUMBER -> DECIMAL.matcher(text).matches();
            case BOOLEAN -> text.equals("true") || text.equals("false");
            case TIMESTAMP -> isTimestamp(text);
            case TEXT -> text.indexOf('\0') < 0;
            case JSON, LIST -> false;
        };
    }

    /** What a value must be, for people. */
    String words() {
        return switch (this) {
            case INTEGER -> "a whole number";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case TIMESTAMP -> "a time such as 2026-01-31T12:00:00Z";
            case TEXT -> "text";
            case JSON, LIST -> "nothing: rows cannot be chosen by it";
        };
    }

    private static boolean isTimestamp(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
