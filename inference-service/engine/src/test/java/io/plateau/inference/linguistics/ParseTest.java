package io.plateau.inference.linguistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.corpus.Document;

class ParseTest {
    @TempDir
    Path folder;

    @Test
    void rolesLieWhereTheirWordsDo() throws IOException {
        // Given two documents; don't is one word of the text and two of the parse, and 3.1 is not in the text
        Parse parse = parse("# newdoc id = a\n# text = We don't go.\n" + word("1", "We", "nsubj")
                + word("2-3", "don't", "_") + word("2", "do", "aux") + word("3", "n't", "advmod")
                + word("3.1", "ever", "_") + word("4", "go", "root") + word("5", ".", "punct") + "\n"
                + word("1", "Now", "nmod:tmod") + "\n# newdoc\n" + word("1", "Yes", "root"));

        assertEquals(List.of(new Role(0, 2, "nsubj"), new Role(3, 8, "aux"), new Role(9, 11, "root"),
                new Role(11, 12, "punct"), new Role(14, 17, "nmod")), parse.next(document("We don't go.\n Now")));
        assertEquals(List.of(new Role(1, 4, "root")), parse.next(document(" Yes ")));
        parse.requireEnd();
    }

    @Test
    void aDocumentInPiecesHasOneParse() throws IOException {
        Parse parse = parse("# newdoc\n" + word("1", "a", "x") + word("2", "b", "y"));

        assertEquals(List.of(new Role(0, 1, "x")), parse.next(document("a\n")));
        assertEquals(List.of(new Role(0, 1, "y")), parse.next(new Document("b", null, null, true)));
    }

    @Test
    void aParseOfAnotherTextIsRefused() throws IOException {
        refused("at character 2 the text has 'c d' but the parse has 'b' in line 3",
                "# newdoc\n" + word("1", "a", "x") + word("2", "b", "x"), "a c d");
        refused("at character 2 the text has 'b' but the parse has no more words", "# newdoc\n" + word("1", "a", "x"),
                "a b");
        refused("has more words than document 1 of the corpus: line 3, 'b'",
                "# newdoc\n" + word("1", "a", "x") + word("2", "b", "x"), "a", "b");
        refused("ends before document 2 of the corpus", "# newdoc\n" + word("1", "a", "x"), "a", "b");
        refused("goes on in line 3 with 'b' behind the corpus' last document, 1",
                "# newdoc\n" + word("1", "a", "x") + word("2", "b", "x"), "a");
        refused("is no CoNLL-U in line 2: a word has 10 columns", "# newdoc\n1 a x\n", "a");
    }

    private void refused(String sentence, String conllu, String... documents) throws IOException {
        String message = assertThrows(UnprocessableException.class, () -> {
            Parse parse = parse(conllu);
            for (String document : documents) {
                parse.next(document(document));
            }
            parse.requireEnd();
        }).getMessage();
        assertTrue(message.startsWith("the parse small.conllu ") && message.contains(sentence), message);
    }

    private Parse parse(String conllu) throws IOException {
        Files.writeString(folder.resolve("small.conllu"), conllu);
        return Parse.beside(new Corpus("small", folder.resolve("small.jsonl.gz"))).orElseThrow();
    }

    private static Document document(String text) {
        return new Document(text, null, null, false);
    }

    private static String word(String number, String form, String relation) {
        return String.join("\t", number, form, "_", "_", "_", "_", "0", relation, "_", "_") + "\n";
    }
}
