package io.plateau.inference.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.plateau.contracts.JsonFault;

/** One JSON object per line, with a {@code text} and optionally {@code domain} and {@code source}, as C4 is published. */
final class JsonLinesReader implements DocumentReader {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().readerFor(JsonNode.class);

    private final String corpus;
    private final Lines lines;
    private boolean empty = true;

    JsonLinesReader(String corpus, Lines lines) {
        this.corpus = corpus;
        this.lines = lines;
    }

    @Override
    public Document next() {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!WhiteSpace.isBlank(line)) {
                empty = false;
                Document document = parse(line);
                if (!document.text().isEmpty()) {
                    return document;
                }
            }
        }
        if (empty) {
            throw new UnreadableCorpusException("corpus " + corpus
                    + " is empty; it must hold one JSON object with a text field per line");
        }
        return null;
    }

    private Document parse(String line) {
        JsonNode json;
        try {
            json = JSON.readValue(line);
        } catch (JsonProcessingException e) {
            throw new UnreadableCorpusException(where() + " is not JSON (" + JsonFault.withoutPlace(e)
                    + "); each line must be one JSON object with a text field", e);
        }
        if (!json.isObject()) {
            throw new UnreadableCorpusException(where() + " is JSON but no object; each line must be one JSON object"
                    + " with a text field");
        }
        JsonNode text = json.get("text");
        if (text == null || !text.isTextual()) {
            throw new UnreadableCorpusException(
                    where() + " has " + (text == null ? "no field" : "something other than text in")
                            + " 'text'; each line must be one JSON object whose text field is a string");
        }
        return new Document(characters(text), characters(json.path("domain")), characters(json.path("source")), false);
    }

    /** JSON can escape half a surrogate pair. */
    private String characters(JsonNode text) {
        return text.isTextual() ? replacements().in(text.textValue(), lines.number()) : null;
    }

    @Override
    public Replacements replacements() {
        return lines.replacements();
    }

    @Override
    public String where() {
        return "corpus " + corpus + ", line " + lines.number();
    }

    @Override
    public void close() {
        lines.close();
    }
}
