package io.plateau.contracts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** Describes a JSON fault in the parser's words, without its class names and settings. */
public final class JsonFault {
    private static final Pattern SOURCE = Pattern.compile("\\[Source: [^;\\]]*; ");
    private static final Pattern SWITCH = Pattern
            .compile(": enable `[^`]*` to allow|,? ?\\(?(although|but might) .*`[^`]*`.*|, from `[^`]*`");
    /** The parser's messages on misplaced text, and plain ones for them. */
    private static final Map<Pattern, String> PLAIN = new LinkedHashMap<>();

    static {
        PLAIN.put(Pattern.compile("Trailing token .*"), "there is text after its end");
        PLAIN.put(Pattern.compile("Unexpected character \\((.*?) \\(code [^)]*\\)\\)"),
                "the character $1 is out of place");
        PLAIN.put(Pattern.compile("Unexpected end-of-input( in [A-Z]+_[A-Z_]+)?"), "it ends too early");
        PLAIN.put(Pattern.compile("(?i)unexpected "), "misplaced ");
    }

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
        String fault = SWITCH.matcher(SOURCE.matcher(e.getOriginalMessage()).replaceAll("[")).replaceAll("");
        for (Map.Entry<Pattern, String> each : PLAIN.entrySet()) {
            fault = each.getKey().matcher(fault).replaceAll(each.getValue());
        }
        return fault;
    }
}
