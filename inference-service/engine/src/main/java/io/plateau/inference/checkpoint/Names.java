package io.plateau.inference.checkpoint;

import java.util.List;

/** Names from files as messages show them: names of tensors and fields in a file are arbitrary. */
final class Names {
    /** Names that one message lists. */
    private static final int LISTED = 50;
    private static final int LENGTH = 200;

    private Names() {
    }

    /** Without control characters, and cut where it is long. */
    static String shown(String name) {
        String cut = name.length() <= LENGTH ? name : name.substring(0, LENGTH) + "…";
        return cut.replaceAll("\\p{Cntrl}", "\uFFFD");
    }

    /** The first names and how many there are more. */
    static String list(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(names.size(), LISTED)));
        return names.size() <= LISTED ? first : first + " and " + (names.size() - LISTED) + " more";
    }
}
