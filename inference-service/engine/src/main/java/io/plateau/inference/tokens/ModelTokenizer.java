package io.plateau.inference.tokens;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;

import io.plateau.contracts.UnprocessableException;

/** The tokenizer that a Hugging Face model directory carries: {@code tokenizer.json}, or {@code vocab.json} with {@code merges.txt}. */
public final class ModelTokenizer implements Tokenizer, AutoCloseable {
    /** A letter: words begin behind it as they do behind the letter or digit that a cut is made after. */
    private static final String ANCHOR = "a";

    private final String model;
    private final HuggingFaceTokenizer tokenizer;
    private final EndOfText endOfText;
    private final Integer bos;
    private final Pieces pieces;
    private final int size;
    private final int anchorTokens;

    private ModelTokenizer(String model, HuggingFaceTokenizer tokenizer, EndOfText endOfText, Integer bos,
            Pieces pieces, int size) {
        this.size = size;
        this.model = model;
        this.tokenizer = tokenizer;
        this.endOfText = endOfText;
        this.bos = bos;
        this.pieces = pieces;
        this.anchorTokens = encoding(ANCHOR).getIds().length;
    }

    /**
     * @param model name of the model, for messages
     * @param directory holds tokenizer.json and config.json
     * @throws UnprocessableException when the tokenizer is missing, unreadable or names no end-of-text token
     */
    public static ModelTokenizer load(String model, Path directory) {
        TokenizerFile file = TokenizerFile.read(model, directory);
        return load(model, directory, file, new Pieces(file));
    }

    static ModelTokenizer load(String model, Path directory, TokenizerFile file, Pieces pieces) {
        HuggingFaceTokenizer tokenizer = open(model, directory, file);
        try {
            return new ModelTokenizer(model, tokenizer, EndOfText.of(model, directory, file),
                    BeginningOfText.of(model, directory, file).orElse(null), pieces, file.size());
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    private static HuggingFaceTokenizer open(String model, Path directory, TokenizerFile file) {
        // Nothing is added, cut or padded: contexts are cut here, from whole documents.
        Map<String, String> plain = Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");
        boolean bytes = file.preTokenizer().findValuesAsText("type").contains("ByteLevel");
        try (InputStream json = new ByteArrayInputStream(
                NativeJson.of(new TokenizerSource(model, directory).json(), bytes))) {
            return HuggingFaceTokenizer.newInstance(json, plain);
        } catch (IOException | RuntimeException e) {
            throw new UnprocessableException(
                    "the tokenizer.json of model " + model + " cannot be read: " + NativeFault.of(e), e);
        }
    }

    /** @throws TextTooLongException when the text is too long and cannot be cut */
    @Override
    public TokenizedText tokenize(String text) {
        TokenizedText.Builder tokens = new TokenizedText.Builder();
        for (int from = 0, to; from < text.length(); from = to) {
            to = pieces.end(text, from);
            int anchor = from == 0 ? 0 : ANCHOR.length();
            String piece = (anchor == 0 ? "" : ANCHOR) + text.substring(from, to);
            Encoding encoding = encoding(piece);
            add(tokens, encoding, piece, anchor == 0 ? 0 : anchorTokens, from - anchor);
        }
        return tokens.build();
    }

    private Encoding encoding(String piece) {
        try {
            return tokenizer.encode(piece, false, false);
        } catch (RuntimeException e) {
            throw new UnprocessableException("the tokenizer.json of model " + model + " makes no tokens of a text: "
                    + NativeFault.of(e), e);
        }
    }

    /** @param shift what a character's place in the text is beyond its place in the piece */
    private static void add(TokenizedText.Builder tokens, Encoding encoding, String piece, int first, int shift) {
        long[] ids = encoding.getIds();
        CharSpan[] spans = encoding.getCharTokenSpans();
        int codePoint = 0;
        int character = 0;
        for (int i = first; i < ids.length; i++) {
            // The library counts code points; the starts ascend, so the text is walked through once.
            character = piece.offsetByCodePoints(character, spans[i].getStart() - codePoint);
            codePoint = spans[i].getStart();
            tokens.add(Math.toIntExact(ids[i]), shift + character,
                    shift + piece.offsetByCodePoints(character, spans[i].getEnd() - codePoint));
        }
    }

    /** @throws TextTooLongException when the text is too long and cannot be cut */
    @Override
    public int[] encode(String text) {
        IntStream.Builder ids = IntStream.builder();
        for (int from = 0, to; from < text.length(); from = to) {
            to = pieces.end(text, from);
            String piece = (from == 0 ? "" : ANCHOR) + text.substring(from, to);
            long[] encoded = encoding(piece).getIds();
            for (int i = from == 0 ? 0 : anchorTokens; i < encoded.length; i++) {
                ids.add(Math.toIntExact(encoded[i]));
            }
        }
        return ids.build().toArray();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public TokenTexts texts() {
        long[][] each = LongStream.range(0, size).mapToObj(id -> new long[]{id}).toArray(long[][]::new);
        return TokenTexts.of(List.of(tokenizer.batchDecode(each, false)));
    }

    @Override
    public int endOfText() {
        return endOfText.id();
    }

    @Override
    public Optional<Integer> beginningOfText() {
        return Optional.ofNullable(bos);
    }

    /** What stands in front of a text's own tokens once the post-processor has been at it. */
    @Override
    public int[] postProcessorPrefix() {
        long[] plain = encoding(ANCHOR).getIds();
        long[] processed = tokenizer.encode(ANCHOR, true, false).getIds();
        for (int at = 0; at + plain.length <= processed.length; at++) {
            if (Arrays.equals(processed, at, at + plain.length, plain, 0, plain.length)) {
                return Arrays.stream(processed, 0, at).mapToInt(Math::toIntExact).toArray();
            }
        }
        throw new UnprocessableException("the post-processor of the tokenizer of model " + model
                + " changes the tokens of a text itself; set tokens.prefix to none or bos");
    }

    @Override
    public List<String> notes() {
        return endOfText.note() == null ? List.of() : List.of(endOfText.note());
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
