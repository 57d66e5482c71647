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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        assertRefused(file("c.jsonl.gz", Arrays.copyOf(whole, 5)), "corpus c is not readable gzip");
        assertRefused(file("c.jsonl", "\uFEFF{\"text\":\"a\"}".getBytes(StandardCharsets.UTF_16LE)),
                "corpus c begins with the mark of UTF-16; store it as UTF-8");
    }

    @Test
    void whatIsNoCharacterIsReplacedAloneAndCounted() throws IOException {
        // Halves of pairs as JSON escapes them, beside whole pairs, other escapes and characters
        Map<String, String> escaped = new LinkedHashMap<>();
        escaped.put("a\\ud800b", "a\uFFFDb");
        escaped.put("\\udc00\\ud83d\\ude00\\ud83d", "\uFFFD\uD83D\uDE00\uFFFD");
        escaped.put("\\ud83d\\ud83d\\ude00", "\uFFFD\uD83D\uDE00");
        escaped.put("\\ud83d\uD83D\uDE00", "\uFFFD\uD83D\uDE00");
        escaped.put("\\ude00\\ud83d", "\uFFFD\uFFFD");
        escaped.put("\\ud83d\u00e9\\n", "\uFFFD\u00e9\n");
        escaped.put("\uFFFD", "\uFFFD");
        escaped.put("\\ufffd \\u0000", "\uFFFD \u0000");
        StringBuilder lines = new StringBuilder();
        escaped.keySet().forEach(text -> lines.append("{\"text\":\"").append(text).append("\"}\n"));

        for (Corpus corpus : List.of(file("c.jsonl", lines.toString()), file("z.jsonl.gz", gzip(lines.toString())))) {
            try (DocumentReader reader = corpus.open()) {
                for (String text : escaped.values()) {
                    assertEquals(text, reader.next().text());
                }
                assertEquals(8, reader.replacements().count());
                assertEquals(1, reader.replacements().firstLine());
            }
        }
    }

    @Test
    void bytesThatAreNotUtf8AreReplacedAndCounted() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("{\"text\":\"one\"}\n{\"text\":\"caf".getBytes(StandardCharsets.UTF_8));
        bytes.write(0xE9);
        // Half a pair in an escape and an invalid byte beside it must not become a character together
        bytes.write("\",\"domain\":\"\\ud83d".getBytes(StandardCharsets.UTF_8));
        bytes.write(0xFF);
        bytes.write("\"}".getBytes(StandardCharsets.UTF_8));

        try (DocumentReader reader = file("c.jsonl", bytes.toByteArray()).open()) {
            reader.next();
            assertEquals(0, reader.replacements().count());
            assertEquals(new Document("caf\uFFFD", "\uFFFD\uFFFD", null, false), reader.next());
            assertEquals("corpus c, line 2", reader.where());
            assertEquals(3, reader.replacements().count());
            assertEquals(2, reader.replacements().firstLine());
        }
        try (DocumentReader reader = file("c.txt", new byte[]{'a', (byte) 0xED, (byte) 0xA0, (byte) 0x80, 'b'})
                .open()) {
            assertEquals("a\uFFFD\uFFFD\uFFFDb", reader.next().text());
            assertEquals(3, reader.replacements().count());
        }
    }

    @Test
    void messagesNameNoClassOfTheParser() throws IOException {
        for (String line : List.of("{\"text\":NaN}", "{\"text\":1,}", "{", "[".repeat(2_000),
                "{\"text\":" + "1".repeat(2_000)
                        + "}")) {
            String message = assertThrows(UnreadableCorpusException.class, () -> read(file("c.jsonl", line)))
                    .getMessage();
            assertTrue(message.startsWith("corpus c, line 1 "), message);
            assertFalse(message.contains("`") || message.contains("Source"), message);
        }
    }

    @Test
    void aPlainTextIsCutAtTheWhiteSpaceOfTokenizersOnly() throws IOException {
        // Lines that end or begin with each kind of white space, and with control characters that are none
        for (String edge : List.of("\u00A0", "\u2007", "\u202F", "\u0085", "\u2028", "\u2029", "\f", "\u000B", "\t",
                "\u3000", "\u1680", "\u001C", "\u001F", "\u200B", "\u180E", "\uFEFF")) {
            boolean space = "\u001C\u001F\u200B\u180E\uFEFF".indexOf(edge) < 0;
            for (String line : List.of("word" + edge + "\n", edge + "word\n")) {
                String text = line.repeat(2 * PlainTextReader.PIECE / line.length());
                List<Document> pieces = read(file("c.txt", "start " + text + "end"));

                assertEquals("start " + text + "end", String.join("", pieces.stream().map(Document::text).toList()));
                String first = pieces.get(0).text();
                assertEquals(!space, first.length() < PlainTextReader.PIECE + line.length(), "edge "
                        + (int) edge.charAt(0) + ": " + first.length());
            }
        }
    }

    @Test
    void aPlainTextOfParagraphsIsCutBeforeItsLineBreaks() throws IOException {
        String text = "a paragraph of words\n\n".repeat(30_000);

        List<Document> pieces = read(file("c.txt", text));

        assertEquals(text.stripTrailing() + "\n", String.join("", pieces.stream().map(Document::text).toList()));
        assertTrue(pieces.size() >= 4, pieces.size() + " pieces");
        for (Document piece : pieces) {
            assertTrue(piece.text().length() < 3 * PlainTextReader.PIECE);
            assertTrue(piece == pieces.get(0) || piece.text().startsWith("\n\na"));
        }
        assertRefused(file("c.txt", "--\n\n".repeat(Lines.MAX_CHARACTERS / 3)),
                "characters in which no line ends in a letter or digit");
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
