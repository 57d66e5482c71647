package io.plateau.inference.tokens;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Texts in pieces against the same texts whole, the naive twin. */
class PiecesTest {
    private static final Path MODEL = Path.of("../../deploy/models/tiny-neox");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WHOLE = Integer.MAX_VALUE - 1;

    private static final String CL100K = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
            + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String O200K = "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+"
            + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+"
            + "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*"
            + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    /** Characters and words at which tokenizers decide something. */
    private static final List<String> PARTS = List.of("a", "e", "Z", "the", "The", "ing", "word", "don't", "we'LL",
            "x's",
            "'s", "'", "\u2019", "0", "7", "123", "3.14", "1,000", "\u0663", "\u00BD", " ", " ", " ", "  ", "    ",
            "\n",
            "\n\n", "\r\n", "\t", "\u000B", "\f", "\u001C", "\u0085", "\u00A0", "\u1680", "\u2003", "\u2007", "\u2028",
            "\u2029", "\u202F", "\u205F", "\u3000", "\u180E", "\u200B", "\uFEFF", ".", ",", "!", "?", ";", "...", "-",
            "/",
            "\u3002", "\u3001", "\uFF0C", "\uFF0E", "\uFF07", "\u0301", "\u0323\u0301", "e\u0301", "\u00E9", "\u212B",
            "\uFB01", "\u037A", "\u1100\u1161\u11A8", "\uAC01", "\u4E2D\u6587", "\uD83D\uDE00",
            "\uD83D\uDC68\u200D\uD83D\uDC69", "\uD835\uDC00", "\uFDFA", "\uFFFD", "\u0000", "<|endoftext|>",
            "<|endoftext",
            "[MASK]", "[PAD]", "EOS", " tail", "x y");

    @TempDir
    Path folder;

    static Stream<Arguments> tokenizers() {
        return Stream.of(
                Arguments.of("as it is", "{}", true),
                Arguments.of("NFC", "{'normalizer':{'type':'NFC'}}", true),
                Arguments.of("NFD and NFKC",
                        "{'normalizer':{'type':'Sequence','normalizers':[{'type':'NFD'},{'type':'NFKC'}]}}", true),
                Arguments.of("NFKD", "{'normalizer':{'type':'NFKD'}}", true),
                Arguments.of("lower case", "{'normalizer':{'type':'Lowercase'}}", false),
                Arguments.of("prefix space", "{'pre_tokenizer':{'type':'ByteLevel','add_prefix_space':true,"
                        + "'trim_offsets':true,'use_regex':true}}", true),
                Arguments.of("cl100k", "{'pre_tokenizer':" + split(CL100K) + "}", true),
                Arguments.of("o200k", "{'pre_tokenizer':" + split(O200K) + ",'normalizer':{'type':'NFC'}}", true),
                Arguments.of("another splitting", "{'pre_tokenizer':" + split("\\w+\\s?|\\W") + "}", false),
                Arguments.of("digits", "{'pre_tokenizer':{'type':'Sequence','pretokenizers':[{'type':'Digits',"
                        + "'individual_digits':true},{'type':'ByteLevel','add_prefix_space':false,'trim_offsets':true,"
                        + "'use_regex':true}]}}", true),
                Arguments.of("no splitting", "{'pre_tokenizer':{'type':'ByteLevel','add_prefix_space':false,"
                        + "'trim_offsets':true,'use_regex':false}}", false),
                Arguments.of("runs of spaces", "{'added_tokens':[" + added("  ", "'normalized':true") + ","
                        + added("    ", "'normalized':true") + "]}", true),
                Arguments.of("mask and padding",
                        "{'added_tokens':[" + added("[MASK]", "'lstrip':true,'special':true") + ","
                                + added("[PAD]", "'rstrip':true,'special':true") + "]}",
                        true),
                Arguments.of("a word that takes white space",
                        "{'added_tokens':[" + added("EOS", "'rstrip':true") + "]}",
                        false),
                Arguments.of("a single word", "{'added_tokens':[" + added("EOS", "'single_word':true") + "]}", true),
                Arguments.of("a single word behind white space", "{'added_tokens':["
                        + added(" tail", "'single_word':true") + "]}", false),
                Arguments.of("two words", "{'added_tokens':[" + added("x y", "") + "]}", false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokenizers")
    void piecesHaveTheTokensOfTheWhole(String name, String changes, boolean cuts) throws IOException {
        write(changes);
        TokenizerFile file = TokenizerFile.read("m", folder);
        assertEquals(cuts, new Pieces(file).cuts());
        Random random = new Random(20_251_128);
        int several = 0;
        try (ModelTokenizer pieces = ModelTokenizer.load("m", folder, file, new Pieces(file, 8, WHOLE));
                ModelTokenizer whole = ModelTokenizer.load("m", folder, file, new Pieces(file, WHOLE, WHOLE))) {
            for (int i = 0; i < 500; i++) {
                String text = random(random);
                TokenizedText expected = whole.tokenize(text);
                TokenizedText found = pieces.tokenize(text);
                assertArrayEquals(expected.ids(), found.ids(), text);
                assertArrayEquals(expected.starts(), found.starts(), text);
                assertArrayEquals(expected.ends(), found.ends(), text);
                assertArrayEquals(expected.ids(), pieces.encode(text), text);
                several += new Pieces(file, 8, WHOLE).end(text, 0) < text.length() ? 1 : 0;
            }
        }
        assertTrue(cuts ? several > 300 : several == 0, several + " texts were cut");
    }

    @Test
    void aTextWithoutAPlaceToCutIsRefused() throws IOException {
        write("{}");
        try (ModelTokenizer tokenizer = ModelTokenizer.load("m", folder)) {
            for (String run : List.of("a", "7", "-", " ", "\uD83D\uDE00", "'s")) {
                String text = "so " + run.repeat((8 << 20) / run.length());
                String message = assertThrows(TextTooLongException.class, () -> tokenizer.encode(text)).getMessage();
                assertTrue(message.startsWith("has more than 262144 characters without white space"), message);
                assertThrows(TextTooLongException.class, () -> tokenizer.tokenize(text));
            }
        }
    }

    @Test
    void aRunThatJustFitsIsTokenisedAndOneTextMayHoldMany() throws IOException {
        write("{}");
        String run = "a".repeat(Pieces.LONGEST - 1);
        try (ModelTokenizer tokenizer = ModelTokenizer.load("m", folder)) {
            int[] once = tokenizer.encode(" " + run);
            int[] thrice = tokenizer.encode((" " + run).repeat(3));

            assertEquals(3 * once.length, thrice.length);
        }
    }

    private void write(String changes) throws IOException {
        ObjectNode tokenizer = (ObjectNode) JSON.readTree(MODEL.resolve("tokenizer.json").toFile());
        ObjectNode other = (ObjectNode) JSON.readTree(changes.replace('\'', '"').replace("\u0001", "'"));
        ArrayNode added = (ArrayNode) tokenizer.get("added_tokens");
        other.fields().forEachRemaining(field -> {
            if (field.getKey().equals("added_tokens")) {
                field.getValue().forEach(token -> added.add(((ObjectNode) token).put("id", 4096 + added.size())));
            } else {
                tokenizer.set(field.getKey(), field.getValue());
            }
        });
        JSON.writeValue(folder.resolve("tokenizer.json").toFile(), tokenizer);
        Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\":0}");
    }

    private static String split(String pattern) {
        return "{'type':'Sequence','pretokenizers':[{'type':'Split','pattern':{'Regex':'"
                + pattern.replace("\\", "\\\\").replace("'", "\u0001")
                + "'},'behavior':'Isolated','invert':false},{'type':'ByteLevel','add_prefix_space':false,"
                + "'trim_offsets':true,'use_regex':false}]}";
    }

    private static String added(String content, String flags) {
        String all = "'content':'" + content + "'";
        for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized", "special")) {
            all += flags.contains(flag) ? "" : ",'" + flag + "':false";
        }
        return "{" + all + (flags.isEmpty() ? "" : "," + flags) + "}";
    }

    private static String random(Random random) {
        StringBuilder text = new StringBuilder();
        int parts = 10 + random.nextInt(60);
        for (int i = 0; i < parts; i++) {
            text.append(
                    random.nextInt(4) == 0 ? PARTS.get(random.nextInt(10)) : PARTS.get(random.nextInt(PARTS.size())));
        }
        return text.toString();
    }
}
