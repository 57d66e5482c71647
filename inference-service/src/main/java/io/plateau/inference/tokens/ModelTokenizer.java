package io.plateau.inference.tokens;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;

import io.plateau.contracts.UnprocessableException;

/** The tokenizer that a Hugging Face model directory carries: {@code tokenizer.json}. */
public final class ModelTokenizer implements Tokenizer, AutoCloseable {
    private static final String END_OF_TEXT = "<|endoftext|>";

    private final HuggingFaceTokenizer tokenizer;
    private final int endOfText;

    private ModelTokenizer(HuggingFaceTokenizer tokenizer, int endOfText) {
        this.tokenizer = tokenizer;
        this.endOfText = endOfText;
    }

    /**
     * @param model name of the model, for messages
     * @param directory holds tokenizer.json and config.json
     * @throws UnprocessableException when the tokenizer is missing, unreadable or names no end-of-text token
     */
    public static ModelTokenizer load(String model, Path directory) {
        Path file = directory.resolve("tokenizer.json");
        if (!Files.isRegularFile(file)) {
            throw new UnprocessableException("model " + model
                    + " has no tokenizer.json; put the tokenizer that it was trained with beside its weights");
        }
        HuggingFaceTokenizer tokenizer = open(model, file);
        try {
            return new ModelTokenizer(tokenizer, endOfText(model, directory, tokenizer));
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    private static HuggingFaceTokenizer open(String model, Path file) {
        // Nothing is added, cut or padded: contexts are cut here, from whole documents.
        Map<String, String> plain = Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");
        try (InputStream json = Files.newInputStream(file)) {
            return HuggingFaceTokenizer.newInstance(json, plain);
        } catch (IOException | RuntimeException e) {
            throw new UnprocessableException(
                    "the tokenizer.json of model " + model + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static int endOfText(String model, Path directory, HuggingFaceTokenizer tokenizer) {
        Path config = directory.resolve("config.json");
        if (!Files.isRegularFile(config)) {
            throw new UnprocessableException(
                    "model " + model + " has no config.json; put its configuration beside its weights");
        }
        JsonNode id;
        try {
            id = JsonMapper.builder().build().readTree(config.toFile()).path("eos_token_id");
        } catch (IOException e) {
            throw new UnprocessableException("the config.json of model " + model + " is not JSON: " + e.getMessage(),
                    e);
        }
        if (id.canConvertToInt() && id.isIntegralNumber()) {
            return id.intValue();
        }
        long[] ids = tokenizer.encode(END_OF_TEXT, false, false).getIds();
        if (ids.length != 1) {
            throw new UnprocessableException(
                    "model " + model + " names no end-of-text token; its config.json must have an"
                            + " eos_token_id or its tokenizer the token " + END_OF_TEXT);
        }
        return Math.toIntExact(ids[0]);
    }

    @Override
    public TokenizedText tokenize(String text) {
        Encoding encoding = tokenizer.encode(text, false, false);
        int[] ids = ids(encoding.getIds());
        CharSpan[] spans = encoding.getCharTokenSpans();
        int[] starts = new int[ids.length];
        int[] ends = new int[ids.length];
        int codePoint = 0;
        int character = 0;
        for (int i = 0; i < ids.length; i++) {
            // The library counts code points; the starts ascend, so the text is walked through once.
            character = text.offsetByCodePoints(character, spans[i].getStart() - codePoint);
            codePoint = spans[i].getStart();
            starts[i] = character;
            ends[i] = text.offsetByCodePoints(character, spans[i].getEnd() - codePoint);
        }
        return new TokenizedText(ids, starts, ends);
    }

    @Override
    public int[] encode(String text) {
        return ids(tokenizer.encode(text, false, false).getIds());
    }

    private static int[] ids(long[] ids) {
        int[] tokens = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            tokens[i] = Math.toIntExact(ids[i]);
        }
        return tokens;
    }

    @Override
    public int endOfText() {
        return endOfText;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
