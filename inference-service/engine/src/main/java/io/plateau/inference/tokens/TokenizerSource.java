package io.plateau.inference.tokens;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.plateau.contracts.UnprocessableException;

/**
 * A tokenizer in the form of {@code tokenizer.json}: the file itself or, where there is none, the same put together from
 * {@code vocab.json} and {@code merges.txt}, in which byte-level BPE was published before. Source of the steps: the converters
 * of Hugging Face's transformers (convert_slow_tokenizer.py).
 */
final class TokenizerSource {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String GPT2 = "GPT2Tokenizer";
    private static final String QWEN2 = "Qwen2Tokenizer";
    /** By model_type, where no file names the class. */
    private static final Map<String, String> CLASSES = Map.of("gpt2", GPT2, "gpt_neox", GPT2, "qwen2", QWEN2, "qwen3",
            QWEN2);
    private static final String QWEN2_WORDS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
            + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String END_OF_TEXT = "<|endoftext|>";
    private static final List<String> ROLES = List.of("bos_token", "eos_token", "unk_token", "pad_token");

    private final String model;
    private final Path directory;
    private final SettingsFiles settings;

    TokenizerSource(String model, Path directory) {
        this.model = model;
        this.directory = directory;
        this.settings = new SettingsFiles(model, directory);
    }

    /** Whether there is a tokenizer in either form. */
    boolean exists() {
        return isWhole() || Files.isRegularFile(directory.resolve(TokenizerFile.VOCABULARY))
                && Files.isRegularFile(directory.resolve(TokenizerFile.MERGES));
    }

    boolean isWhole() {
        return Files.isRegularFile(directory.resolve(TokenizerFile.NAME));
    }

    /** @throws UnprocessableException when what is there cannot be put together */
    byte[] json() throws IOException {
        return isWhole() ? Files.readAllBytes(directory.resolve(TokenizerFile.NAME)) : assembled();
    }

    private byte[] assembled() throws IOException {
        JsonNode vocabulary = settings.json(TokenizerFile.VOCABULARY);
        if (!vocabulary.isObject()) {
            throw new UnprocessableException("the " + TokenizerFile.VOCABULARY + " of model " + model
                    + " must be an object of tokens and their ids");
        }
        String kind = kind();
        boolean spaceInFront = settings.json(SettingsFiles.TOKENIZER_CONFIG).path("add_prefix_space").asBoolean(false);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator to = JSON.createGenerator(bytes)) {
            to.writeStartObject();
            to.writeStringField("version", "1.0");
            to.writeFieldName("added_tokens");
            added(to, vocabulary);
            to.writeFieldName("normalizer");
            to.writeTree(kind.equals(QWEN2) ? JSON.createObjectNode().put("type", "NFC") : JSON.nullNode());
            to.writeFieldName("pre_tokenizer");
            to.writeTree(words(kind, spaceInFront));
            to.writeFieldName("model");
            model(to, vocabulary);
            to.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** Which byte-level BPE: they split texts into words differently. */
    private String kind() {
        JsonNode config = settings.json(SettingsFiles.CONFIG);
        String named = settings.json(SettingsFiles.TOKENIZER_CONFIG).path("tokenizer_class")
                .asText(config.path("tokenizer_class").asText(""));
        String kind = named.isEmpty()
                ? CLASSES.getOrDefault(config.path("model_type").asText(), "")
                : named.replaceFirst("Fast$", "");
        if (!Set.of(GPT2, QWEN2).contains(kind)) {
            throw new UnprocessableException("model " + model + " has " + TokenizerFile.VOCABULARY + " and "
                    + TokenizerFile.MERGES + " but no " + TokenizerFile.NAME + ", and how its tokenizer ("
                    + (named.isEmpty() ? "of no class that is named" : named)
                    + ") splits texts is not known; save it as "
                    + TokenizerFile.NAME
                    + " (in Python: AutoTokenizer.from_pretrained(folder).save_pretrained(folder))");
        }
        return kind;
    }

    private static JsonNode words(String kind, boolean spaceInFront) {
        var bytes = JSON.createObjectNode().put("type", "ByteLevel").put("add_prefix_space", spaceInFront)
                .put("trim_offsets", true).put("use_regex", kind.equals(GPT2));
        if (kind.equals(GPT2)) {
            return bytes;
        }
        var split = JSON.createObjectNode().put("type", "Split").put("behavior", "Isolated").put("invert", false);
        split.putObject("pattern").put("Regex", QWEN2_WORDS);
        var sequence = JSON.createObjectNode().put("type", "Sequence");
        sequence.putArray("pretokenizers").add(split).add(bytes);
        return sequence;
    }

    /** Tokens that are looked for before anything else: those that settings list, and the special ones that they name. */
    private void added(JsonGenerator to, JsonNode vocabulary) throws IOException {
        Map<String, JsonNode> tokens = new LinkedHashMap<>();
        Iterator<Map.Entry<String, JsonNode>> listed = settings.json(SettingsFiles.TOKENIZER_CONFIG)
                .path("added_tokens_decoder").fields();
        listed.forEachRemaining(entry -> {
            String content = SettingsFiles.content(entry.getValue());
            if (content != null) {
                tokens.put(content, token(Integer.parseInt(entry.getKey()), content, entry.getValue()));
            }
        });
        settings.json("added_tokens.json").fields().forEachRemaining(
                entry -> tokens.putIfAbsent(entry.getKey(), token(entry.getValue().asInt(-1), entry.getKey(), null)));
        for (String role : ROLES) {
            String named = settings.named(role);
            if (named != null && vocabulary.path(named).isInt()) {
                tokens.putIfAbsent(named, token(vocabulary.get(named).intValue(), named, null));
            }
        }
        if (vocabulary.path(END_OF_TEXT).isInt()) {
            tokens.putIfAbsent(END_OF_TEXT, token(vocabulary.get(END_OF_TEXT).intValue(), END_OF_TEXT, null));
        }
        to.writeStartArray();
        for (JsonNode token : tokens.values().stream()
                .sorted((a, b) -> Integer.compare(a.get("id").intValue(), b.get("id").intValue())).toList()) {
            to.writeTree(token);
        }
        to.writeEndArray();
    }

    /** @param as how it is looked for; null: anywhere, as it stands, special */
    private static JsonNode token(int id, String content, JsonNode as) {
        JsonNode how = as == null ? JSON.createObjectNode() : as;
        return JSON.createObjectNode().put("id", id).put("content", content)
                .put("single_word", how.path("single_word").asBoolean(false))
                .put("lstrip", how.path("lstrip").asBoolean(false)).put("rstrip", how.path("rstrip").asBoolean(false))
                .put("normalized", how.path("normalized").asBoolean(false))
                .put("special", how.path("special").asBoolean(as == null));
    }

    private void model(JsonGenerator to, JsonNode vocabulary) throws IOException {
        to.writeStartObject();
        to.writeStringField("type", "BPE");
        to.writeFieldName("vocab");
        to.writeTree(vocabulary);
        to.writeFieldName("merges");
        to.writeStartArray();
        try (BufferedReader lines = Files.newBufferedReader(directory.resolve(TokenizerFile.MERGES),
                StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                // The first line names the version; the last one may be empty.
                if (!line.startsWith("#version") && !line.isBlank()) {
                    merge(to, line, number);
                }
            }
        }
        to.writeEndArray();
        to.writeEndObject();
    }

    private void merge(JsonGenerator to, String line, int number) throws IOException {
        String[] parts = line.split(" ", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new UnprocessableException("line " + number + " of " + TokenizerFile.MERGES + " of model " + model
                    + " must have two tokens with a space between them");
        }
        to.writeStartArray();
        to.writeString(parts[0]);
        to.writeString(parts[1]);
        to.writeEndArray();
    }
}
