package io.plateau.inference.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    @TempDir
    Path folder;

    @Test
    void jsonLinesAreReadInOrderWithTheirOptionalFields() throws IOException {
        Corpus corpus = file("c.jsonl",
                "{\"text\":\"one\",\"domain\":\"news\",\"source\":\"a\"}\r\n\n{\"text\":\"zw\u00f6lf\",\"url\":\"u\"}");

        assertEquals(List.of(new Document("one", "news", "a", false), new Document("zw\u00f6lf", null, null, false)),
                read(corpus));
    }

    @Test
    void gzipIsReadLikePlain() throws IOException {
        Corpus corpus = file("c.jsonl.gz", gzip("{\"text\":\"one\"}\n{\"text\":\"two\"}\n"));

        assertEquals(List.of("one", "two"), read(corpus).stream().map(Document::text).toList());
    }

    @Test
    void anEmptyCorpusIsRefused() throws IOException {
        assertRefused(file("c.jsonl", " \n\n"),
                "corpus c is empty; it must hold one JSON object with a text field per line");
        assertRefused(file("c.jsonl.gz", gzip("")), "corpus c is empty");
        assertRefused(file("c.txt", "\n \n"), "corpus c is empty; a plain text must hold some text");
    }

    @Test
    void aLineThatIsNoDocumentIsRefusedByItsNumber() throws IOException {
        assertRefused(file("c.jsonl", "{\"text\":\"one\"}\n\nnot json"), "corpus c, line 3 is not JSON");
        assertRefused(file("c.jsonl", "{\"text\":\"one\"}\n{\"text\":\"a\"} {\"text\":\"b\"}"),
                "corpus c, line 2 is not JSON");
        assertRefused(file("c.jsonl", "[\"one\"]"), "corpus c, line 1 is JSON but no object");
        assertRefused(file("c.jsonl", "{\"body\":\"one\"}"), "corpus c, line 1 has no field 'text'");
        assertRefused(file("c.jsonl", "{\"text\":17}"), "corpus c, line 1 has something other than text in 'text'");
    }

    @Test
    void damagedBytesAreRefused() throws IOException {
        byte[] whole = gzip("{\"text\":\"" + "words and words ".repeat(20_000) + "\"}\n");
        assertRefused(file("c.jsonl.gz", Arrays.copyOf(whole, whole.length / 2)), "breaks off after line 0");
        assertRefused(file("c.jsonl", "{\"text\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1)),
                "near line 1 is not UTF-8");
    }

    @Test
    void aLineWithoutEndDoesNotFillTheMemory() throws IOException {
        assertRefused(file("c.jsonl.gz", gzip("{\"text\":\"" + "x".repeat(Lines.MAX_CHARACTERS) + "\"}")),
                "line 1 has more than");
    }

    @Test
    void aFileOfUnknownKindIsRefused() throws IOException {
        assertRefused(file("c.parquet", "PAR1"), "must end in .jsonl.gz, .jsonl");
    }

    @Test
    void plainTextIsOneDocumentInPiecesThatEndBetweenWords() throws IOException {
        // Given a text longer than a piece, with paragraphs and indented lines
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 3 * PlainTextReader.PIECE; i++) {
            text.append("line ").append(i).append(i % 3 == 0 ? "\n\n" : i % 3 == 1 ? "\n  " : "\n");
        }
        text.append("the end");

        List<Document> pieces = read(file("c.txt", text.toString()));

        assertEquals(text.toString(), String.join("", pieces.stream().map(Document::text).toList()));
        assertTrue(pieces.size() >= 3, "pieces: " + pieces.size());
        assertFalse(pieces.get(0).continuation());
        assertTrue(pieces.subList(1, pieces.size()).stream().allMatch(Document::continuation));
        for (Document piece : pieces.subList(0, pieces.size() - 1)) {
            assertTrue(piece.text().matches("(?s).*\\S\n"), "a piece must end in one line break after a word");
        }
        for (Document piece : pieces) {
            assertFalse(Character.isWhitespace(piece.text().charAt(0)));
        }
    }

    private Corpus file(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private Corpus file(String name, byte[] content) throws IOException {
        return new Corpus("c", Files.write(folder.resolve(name), content));
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static List<Document> read(Corpus corpus) {
        List<Document> documents = new ArrayList<>();
        try (DocumentReader reader = corpus.open()) {
            for (Document document = reader.next(); document != null; document = reader.next()) {
                documents.add(document);
            }
        }
        return documents;
    }

    private static void assertRefused(Corpus corpus, String sentence) {
        String message = assertThrows(UnreadableCorpusException.class, () -> read(corpus)).getMessage();
        assertTrue(message.contains(sentence), message);
    }
}
