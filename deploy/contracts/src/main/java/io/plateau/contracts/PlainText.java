package io.plateau.contracts;

/** Text that came from outside, for logs, tables and terminals: it can forge no line, move no cursor and fill no screen. */
public final class PlainText {
    private static final int REPLACEMENT = 0xFFFD;

    private PlainText() {
    }

    /**
     * White space becomes blanks; control and format characters and lone surrogates become U+FFFD; what is longer is cut.
     *
     * @param longest most characters that are kept
     */
    public static String of(String text, int longest) {
        if (text == null) {
            return null;
        }
        StringBuilder plain = new StringBuilder(Math.min(text.length(), longest) + 4);
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = plain(text.codePointAt(i));
            if (plain.length() + Character.charCount(c) > longest) {
                return plain.append(" ...").toString();
            }
            plain.appendCodePoint(c);
        }
        return plain.toString();
    }

    private static int plain(int c) {
        return switch (Character.getType(c)) {
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR -> ' ';
            // Format characters reorder what is around them; of control characters white space is harmless as a blank.
            case Character.CONTROL -> Character.isWhitespace(c) && c < 0x1C ? ' ' : REPLACEMENT;
            case Character.FORMAT, Character.SURROGATE -> REPLACEMENT;
            default -> c;
        };
    }
}
