package io.plateau.inference.corpus;

/**
 * A plain text file is one document. It comes in pieces, so that a large file is never in memory whole. A piece ends after a
 * single line break between two characters that are no white space; where there is none for long, before a line break behind
 * a letter or digit. There the splitting of words that byte-level BPE begins with has a boundary whatever lies around, so the
 * pieces give the same tokens as the whole would.
 */
final class PlainTextReader implements DocumentReader {
    /** Characters from which a piece ends at the next possible place. */
    static final int PIECE = 1 << 16;

    private final String corpus;
    private final Lines lines;
    private String ahead;
    /** Whether the line break before {@code ahead} was left to it. */
    private boolean broken;
    private boolean started;

    PlainTextReader(String corpus, Lines lines) {
        this.corpus = corpus;
        this.lines = lines;
        this.ahead = lines.next();
    }

    @Override
    public Document next() {
        StringBuilder piece = new StringBuilder(broken ? "\n" : "");
        broken = false;
        while (ahead != null) {
            String line = ahead;
            ahead = lines.next();
            piece.append(line);
            if (ahead == null) {
                break;
            }
            if (piece.length() >= 2 * PIECE && endsInWord(line)) {
                broken = true;
                break;
            }
            piece.append('\n');
            if (piece.length() >= PIECE && endsInText(line) && startsInText(ahead)) {
                break;
            }
            if (piece.length() > Lines.MAX_CHARACTERS) {
                throw new UnreadableCorpusException(where() + " ends " + piece.length()
                        + " characters in which no line ends in a letter or digit; break its lines after words");
            }
        }
        if (!started && WhiteSpace.isBlank(piece.toString())) {
            throw new UnreadableCorpusException("corpus " + corpus + " is empty; a plain text must hold some text");
        }
        if (piece.length() == 0) {
            return null;
        }
        Document document = new Document(piece.toString(), null, null, started);
        started = true;
        return document;
    }

    private static boolean endsInText(String line) {
        return !line.isEmpty() && !WhiteSpace.is(line.charAt(line.length() - 1));
    }

    private static boolean startsInText(String line) {
        return !line.isEmpty() && !WhiteSpace.is(line.charAt(0));
    }

    private static boolean endsInWord(String line) {
        return !line.isEmpty() && Character.isLetterOrDigit(line.codePointBefore(line.length()));
    }

    @Override
    public String where() {
        return "corpus " + corpus + ", line " + lines.number();
    }

    @Override
    public Replacements replacements() {
        return lines.replacements();
    }

    @Override
    public void close() {
        lines.close();
    }
}
