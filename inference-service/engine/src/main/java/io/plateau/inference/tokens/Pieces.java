package io.plateau.inference.tokens;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import io.plateau.inference.corpus.WhiteSpace;

/**
 * Where a long text can be cut without changing its tokens. The native tokenizer holds some 300 bytes per byte of text at
 * once and aborts the process when they are too many, so it is given a bounded piece at a time.
 *
 * <p>
 * A cut is between a letter or digit and white space, a full stop or a comma. All of the ways known here to split a text into
 * words end a word there and look no further back than its beginning, so that what follows is split the same whatever
 * precedes it; and no Unicode normal form joins the two characters. A tokenizer that splits in another way, or has an added
 * token that could lie across a cut, is given whole texts only.
 */
final class Pieces {
    /** Characters from which a text is cut. */
    static final int PIECE = 1 << 15;
    /** Characters of the longest piece: some 250 MB in the native tokenizer where all are outside ASCII. */
    static final int LONGEST = 1 << 18;

    private static final String MARKS = ".,;!?\u3002\u3001\uFF0C\uFF0E\uFF01\uFF1F";
    private static final Set<String> NORMAL_FORMS = Set.of("NFC", "NFD", "NFKC", "NFKD");
    private static final String CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    /** Splittings of GPT-2, cl100k, Llama 3, Qwen 2 and o200k, as their tokenizer.json write them. */
    private static final Set<String> KNOWN = Set.of(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            "'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            CONTRACTIONS
                    + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)"
                    + "|\\s+",
            CONTRACTIONS
                    + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
            "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+" + CONTRACTIONS
                    + "?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*"
                    + CONTRACTIONS + "?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");

    private final boolean cuts;
    private final int piece;
    private final int longest;

    Pieces(TokenizerFile tokenizer) {
        this(tokenizer, PIECE, LONGEST);
    }

    /** With other bounds. */
    Pieces(TokenizerFile tokenizer, int piece, int longest) {
        this.piece = piece;
        this.longest = longest;
        this.cuts = !tokenizer.dropout() && normalizes(tokenizer.normalizer()) && splits(tokenizer.preTokenizer())
                && tokenizer.added().stream().noneMatch(Pieces::mayLieAcross);
    }

    /** Whether texts can be cut at all. */
    boolean cuts() {
        return cuts;
    }

    /**
     * Where the piece that begins at {@code from} ends.
     *
     * @throws TextTooLongException when there is no place to cut within the bound
     */
    int end(String text, int from) {
        if (text.length() - from <= piece) {
            return text.length();
        }
        int last = Math.min(text.length() - 1, from + longest);
        for (int at = from + piece; cuts && at <= last; at++) {
            if (isCut(text, at)) {
                return at;
            }
        }
        if (text.length() - from > longest) {
            throw new TextTooLongException(cuts
                    ? "has more than " + longest + " characters without white space, full stop or comma behind a letter"
                            + " or digit; break it into words or leave it out"
                    : "has " + text.length()
                            + " characters; with this tokenizer, which does not split texts into words in"
                            + " a way known here, a document has at most " + longest);
        }
        return text.length();
    }

    private static boolean isCut(String text, int at) {
        return begins(text.charAt(at)) && Character.isLetterOrDigit(text.codePointBefore(at));
    }

    private static boolean begins(char c) {
        return WhiteSpace.is(c) || MARKS.indexOf(c) >= 0;
    }

    /** Whether an added token could hold a cut, or what decides that it is one lie beyond a cut. */
    private static boolean mayLieAcross(AddedToken token) {
        return Arrays.stream(Normalizer.Form.values()).map(form -> Normalizer.normalize(token.content(), form))
                .anyMatch(content -> mayLieAcross(token, content)) || mayLieAcross(token, token.content());
    }

    private static boolean mayLieAcross(AddedToken token, String content) {
        if (content.isEmpty()) {
            return false;
        }
        for (int at = 1; at < content.length(); at++) {
            if (isCut(content, at)) {
                return true;
            }
        }
        return token.singleWord() && begins(content.charAt(0))
                || token.rstrip() && Character.isLetterOrDigit(content.codePointBefore(content.length()));
    }

    private static boolean normalizes(JsonNode normalizer) {
        if (isNothing(normalizer)) {
            return true;
        }
        String type = normalizer.path("type").asText();
        return NORMAL_FORMS.contains(type) || type.equals("Sequence") && all(normalizer.path("normalizers"));
    }

    private static boolean all(JsonNode normalizers) {
        for (JsonNode each : normalizers) {
            if (!normalizes(each)) {
                return false;
            }
        }
        return normalizers.isArray();
    }

    /** Whether a text is split into words first, in a way that is known. */
    private static boolean splits(JsonNode preTokenizer) {
        List<JsonNode> steps = "Sequence".equals(preTokenizer.path("type").asText())
                ? StreamSupport.stream(preTokenizer.path("pretokenizers").spliterator(), false).toList()
                : List.of(preTokenizer);
        boolean known = false;
        for (JsonNode step : steps) {
            switch (step.path("type").asText()) {
                case "ByteLevel" -> known |= step.path("use_regex").asBoolean(true);
                case "Split" -> {
                    if (!isKnown(step)) {
                        return false;
                    }
                    known = true;
                }
                case "Digits" -> {
                    // Splits further; what a digit is depends on nothing beside it.
                }
                default -> {
                    return false;
                }
            }
        }
        return known;
    }

    private static boolean isKnown(JsonNode split) {
        return KNOWN.contains(split.path("pattern").path("Regex").asText()) && !split.path("invert").asBoolean()
                && "Isolated".equals(split.path("behavior").asText());
    }

    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
