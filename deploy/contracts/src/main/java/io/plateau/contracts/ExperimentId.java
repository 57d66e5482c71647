package io.plateau.contracts;

import java.util.regex.Pattern;

/** What may be the identifier of an experiment or a study: it becomes part of keys, headers, addresses and logs. */
public final class ExperimentId {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private ExperimentId() {
    }

    public static boolean isValid(String id) {
        return id != null && ID.matcher(id).matches();
    }

    /** @throws MalformedEventException when it is none */
    public static void require(String id) {
        if (!isValid(id)) {
            throw new MalformedEventException("'" + id + "' is no experiment id; it must be 1 to 128 letters, digits,"
                    + " dots, hyphens or underscores");
        }
    }
}
