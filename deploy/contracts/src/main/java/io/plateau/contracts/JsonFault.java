package io.plateau.contracts;

import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** Describes a JSON fault in the parser's words, without its class names and settings. */
public final class JsonFault {
    private static final Pattern SOURCE = Pattern.compile("\\[Source: [^;\\]]*; ");
    private static final Pattern SWITCH = Pattern
            .compile(": enable `[^`]*` to allow|,? ?\\(?(although|but might) .*`[^`]*`.*|, from `[^`]*`");

    private JsonFault() {
    }

    /** The fault and, where it is known, its line and column. */
    public static String of(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null || at.getLineNr() < 1
                ? withoutPlace(e)
                : withoutPlace(e) + " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** The fault alone: of a text that is itself one line of a file. */
    public static String withoutPlace(JsonProcessingException e) {
        return SWITCH.matcher(SOURCE.matcher(e.getOriginalMessage()).replaceAll("[")).replaceAll("");
    }
}
