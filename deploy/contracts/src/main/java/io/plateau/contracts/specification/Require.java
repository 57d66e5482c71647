package io.plateau.contracts.specification;

import java.util.Locale;

/** The sentences in which a specification is refused. */
final class Require {
    private static final int LONGEST_NAME = 512;

    private Require() {
    }

    static <T> T orDefault(T value, T whenAbsent) {
        return value == null ? whenAbsent : value;
    }

    static void between(String field, long value, long lowest, long highest) {
        if (value < lowest || value > highest) {
            throw new InvalidSpecificationException(
                    String.format(Locale.ROOT, "%s is %d; it must lie between %d and %d", field, value, lowest,
                            highest));
        }
    }

    static void between(String field, double value, double lowest, double highest) {
        if (!(value >= lowest && value <= highest)) {
            throw new InvalidSpecificationException(
                    String.format(Locale.ROOT, "%s is %s; it must lie between %s and %s", field, value, lowest,
                            highest));
        }
    }

    /** A name of something that is looked up: no longer than a file system's paths, nothing that cannot be printed. */
    static void name(String field, String value) {
        that(value.length() <= LONGEST_NAME, field + " has " + value.length() + " characters; at most " + LONGEST_NAME
                + " are a name");
        that(value.chars().noneMatch(Character::isISOControl), field + " has a control character; a name has none");
    }

    static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidSpecificationException(otherwise);
        }
    }
}
