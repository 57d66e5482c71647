package io.plateau.inference.tokens;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Describes a fault in the native library's words, without the names of its types and places in the text that it was given. */
final class NativeFault {
    private static final Pattern NO_KIND = Pattern.compile("data did not match any variant of untagged enum (\\w+)");
    private static final Map<String, String> PARTS = Map.of("Normalizer", "normalizer", "PreTokenizer",
            "pre_tokenizer", "PostProcessor", "post_processor", "Merge", "list of merges");
    private static final Pattern PLACE = Pattern.compile(" at line \\d+ column \\d+");

    private NativeFault() {
    }

    static String of(Throwable e) {
        String fault = String.valueOf(e.getMessage());
        Matcher kind = NO_KIND.matcher(fault);
        if (kind.find()) {
            List<String> parts = PARTS.entrySet().stream().filter(part -> kind.group(1).startsWith(part.getKey()))
                    .map(Map.Entry::getValue).toList();
            return "its " + (parts.isEmpty() ? "model" : parts.get(0))
                    + " is of no kind that is known, or lacks a field";
        }
        return PLACE.matcher(fault).replaceAll("").replace('`', '\'').replace("unknown variant", "unknown kind")
                .replaceFirst("^null$", "it makes no tokenizer");
    }
}
