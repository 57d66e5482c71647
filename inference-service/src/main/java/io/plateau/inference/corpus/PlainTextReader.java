package io.plateau.inference.corpus;

/**
 * A plain text file is one document. It comes in pieces, so that a large file is never in memory whole. A
 * piece ends only after a single line break between two characters that are no white space: there byte-level
 * BPE splits words anyway, so the pieces give the same tokens as the whole would.
 */
final class PlainTextReader implements DocumentReader {
    /** Characters from which a piece ends at the next possible place. */
    static final int PIECE = 1 << 16;

    private final String corpus;
    private final Lines lines;
    private String ahead;
    private boolean started;

    PlainTextReader(String corpus, Lines lines) {
        this.corpus = corpus;
        this.lines = lines;
        this.ahead = lines.next();
    }

    @Override
    public Document next() {
        StringBuilder piece = new StringBuilder();
        while (ahead != null) {
            String line = ahead;
            ahead = lines.next();
            piece.append(line);
            if (ahead != null) {
                piece.append('\n');
            }
            if (piece.length() >= PIECE && endsInWord(line) && startsWithWord(ahead)
                    || piece.length() > Lines.MAX_CHARACTERS) {
                break;
            }
        }
        if (!started && piece.toString().isBlank()) {
            throw new UnreadableCorpusException("corpus " + corpus + " is empty; a plain text must hold some text");
        }
        if (piece.length() == 0) {
            return null;
        }
        Document document = new Document(piece.toString(), null, null, started);
        started = true;
        return document;
    }

    private static boolean endsInWord(String line) {
        return !line.isEmpty() && !Character.isWhitespace(line.charAt(line.length() - 1));
    }

    private static boolean startsWithWord(String line) {
        return line != null && !line.isEmpty() && !Character.isWhitespace(line.charAt(0));
    }

    @Override
    public void close() {
        lines.close();
    }
}
