package io.plateau.inference.linguistics;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.corpus.Document;
import io.plateau.inference.corpus.Lines;
import io.plateau.inference.corpus.WhiteSpace;

/**
 * The parse of a corpus: a CoNLL-U file beside it, named as the corpus with the ending {@code .conllu} ({@code demo.conllu}
 * for {@code demo.jsonl.gz}), read along with the corpus and never whole. Every document begins with {@code # newdoc};
 * its word forms must follow one another in the text of the corpus' document with nothing but white space between.
 * Of a multiword token ({@code 3-4 don't}) the role of its first word counts; empty nodes ({@code 8.1}) are passed over.
 */
public final class Parse implements AutoCloseable {
    private static final int FORM = 1;
    private static final int RELATION = 7;
    private static final int COLUMNS = 10;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}(-\\d{1,6}|\\.\\d{1,6})?");

    private final String name;
    private final Lines lines;
    private String[] word;
    private boolean documentBegins;
    private long document;
    private int coveredUpTo;

    private Parse(Path file) {
        this.name = file.getFileName().toString();
        this.lines = Lines.open("the parse " + name, file);
        advance();
    }

    /** The parse beside the corpus, if there is one. */
    public static Optional<Parse> beside(Corpus corpus) {
        Path file = fileOf(corpus);
        return Files.isRegularFile(file) ? Optional.of(new Parse(file)) : Optional.empty();
    }

    /** Where the parse of a corpus is, if it has one. */
    public static Path fileOf(Corpus corpus) {
        String fileName = corpus.file().getFileName().toString();
        String stem = Corpus.ending(fileName).map(e -> fileName.substring(0, fileName.length() - e.length()))
                .orElse(fileName);
        return corpus.file().resolveSibling(stem + ".conllu");
    }

    /**
     * The roles of the words of the next document.
     *
     * @throws UnprocessableException when the parse is of another text
     */
    public List<Role> next(Document of) {
        if (!of.continuation()) {
            document++;
            if (!documentBegins) {
                throw refused(word == null
                        ? "ends before document " + document + " of the corpus; every document needs its # newdoc"
                        : "has more words than document " + (document - 1) + " of the corpus: line " + lines.number()
                                + ", '"
                                + word[FORM] + "'");
            }
            documentBegins = false;
        }
        List<Role> roles = new ArrayList<>();
        String text = of.text();
        for (int at = afterSpace(text, 0); at < text.length(); at = afterSpace(text, at)) {
            if (word == null || documentBegins || !text.startsWith(word[FORM], at)) {
                throw refused("does not align with document " + document + " of the corpus: at character " + at
                        + " the text has '" + text.substring(at, Math.min(text.length(), at + 20)) + "' but the parse "
                        + (word == null || documentBegins
                                ? "has no more words"
                                : "has '" + word[FORM] + "' in line " + lines.number()));
            }
            int end = at + word[FORM].length();
            roles.add(new Role(at, end, withoutSubtype(word[RELATION])));
            at = end;
            advance();
        }
        return roles;
    }

    /** @throws UnprocessableException when the parse is longer than the corpus */
    public void requireEnd() {
        if (word != null) {
            throw refused("goes on in line " + lines.number() + " with '" + word[FORM]
                    + "' behind the corpus' last document, "
                    + document);
        }
    }

    private static String withoutSubtype(String relation) {
        int colon = relation.indexOf(':');
        return colon < 0 ? relation : relation.substring(0, colon);
    }

    private static int afterSpace(String text, int from) {
        int at = from;
        while (at < text.length()
                && (WhiteSpace.is(text.charAt(at)) || Character.isWhitespace(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    /** To the next word; notes whether a document begins before it. */
    private void advance() {
        word = null;
        for (String read = lines.next(); read != null; read = lines.next()) {
            if (read.startsWith("# newdoc")) {
                documentBegins = true;
            } else if (read.isBlank()) {
                coveredUpTo = 0;
            } else if (!read.startsWith("#") && take(read.split("\t", -1))) {
                return;
            }
        }
    }

    private boolean take(String[] columns) {
        if (columns.length != COLUMNS || !NUMBER.matcher(columns[0]).matches()
                || columns[FORM].isEmpty()) {
            throw refused("is no CoNLL-U in line " + lines.number() + ": a word has " + COLUMNS
                    + " columns, separated by tabs, the first its number, the second its form");
        }
        if (columns[0].contains(".")) {
            return false;
        }
        if (columns[0].contains("-")) {
            coveredUpTo = Integer.parseInt(columns[0].substring(columns[0].indexOf('-') + 1));
            word = columns;
            word[RELATION] = relationOfFirstPart();
            return true;
        }
        if (Integer.parseInt(columns[0]) <= coveredUpTo) {
            return false;
        }
        word = columns;
        return true;
    }

    private String relationOfFirstPart() {
        String read = lines.next();
        String[] columns = read == null ? new String[0] : read.split("\t", -1);
        if (columns.length != COLUMNS) {
            throw refused("is no CoNLL-U in line " + lines.number()
                    + ": a multiword token is followed by its words");
        }
        return columns[RELATION];
    }

    private UnprocessableException refused(String why) {
        return new UnprocessableException("the parse " + name + " " + why);
    }

    @Override
    public void close() {
        lines.close();
    }
}
