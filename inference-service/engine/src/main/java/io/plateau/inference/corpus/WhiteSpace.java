package io.plateau.inference.corpus;

/**
 * White space as the regular expressions of tokenizers have it ({@code \s}): the Unicode property White_Space. It differs
 * from Java's own in the no-break spaces U+00A0, U+2007 and U+202F and in U+0085, which are, and in U+001C to U+001F, which
 * are not.
 */
public final class WhiteSpace {
    private WhiteSpace() {
    }

    public static boolean is(int codePoint) {
        return codePoint >= 0x09 && codePoint <= 0x0D || codePoint == 0x85 || Character.isSpaceChar(codePoint);
    }

    /** Whether a text has nothing else. */
    public static boolean isBlank(String text) {
        return text.chars().allMatch(WhiteSpace::is);
    }
}
