package io.plateau.inference.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.plateau.contracts.JsonFault;
import io.plateau.contracts.PlainText;
import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.store.AnnotationEntity;

/**
 * Name, tags and notes that people give an experiment, as plain text: nothing in them is interpreted.
 *
 * @param name one line; absent without one
 * @param tags one word or a few each, none twice
 * @param notes absent without any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Annotation(@Schema(maxLength = Annotation.LONGEST_NAME) String name,
        @Schema(maxItems = Annotation.MOST_TAGS) List<String> tags,
        @Schema(maxLength = Annotation.LONGEST_NOTES) String notes) {
    static final int LONGEST_NAME = 200;
    static final int MOST_TAGS = 20;
    static final int LONGEST_TAG = 50;
    static final int LONGEST_NOTES = 10_000;

    private static final List<String> FIELDS = List.of("name", "tags", "notes");
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    static Annotation of(AnnotationEntity entity) {
        return entity == null ? null : new Annotation(entity.name, Arrays.asList(entity.tags), entity.notes);
    }

    /** @throws UnprocessableException saying what is wrong and what would be right */
    static Annotation parse(String json) {
        JsonNode document = document(json);
        if (!document.isObject()) {
            throw new UnprocessableException("the body must be a JSON object with any of name, tags and notes");
        }
        for (Iterator<String> names = document.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new UnprocessableException("there is no field '" + PlainText.of(name, LONGEST_TAG)
                        + "'; known are name, tags, notes");
            }
        }
        String name = text(document.path("name"), "name", LONGEST_NAME);
        if (name != null && !name.equals(PlainText.of(name, LONGEST_NAME))) {
            throw new UnprocessableException("name must be one line without control characters");
        }
        return new Annotation(name, tags(document.path("tags")), text(document.path("notes"), "notes", LONGEST_NOTES));
    }

    private static JsonNode document(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UnprocessableException("the body is not valid JSON: " + JsonFault.of(e), e);
        }
    }

    private static List<String> tags(JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return List.of();
        }
        if (!given.isArray() || given.size() > MOST_TAGS) {
            throw new UnprocessableException("tags must be a list of at most " + MOST_TAGS);
        }
        LinkedHashSet<String> tags = new LinkedHashSet<>();
        for (JsonNode tag : given) {
            String text = text(tag, "a tag", LONGEST_TAG);
            if (text == null || !text.equals(PlainText.of(text, LONGEST_TAG))) {
                throw new UnprocessableException("a tag must be one line of text without control characters");
            }
            tags.add(text);
        }
        return new ArrayList<>(tags);
    }

    /** Null where it is absent or blank. */
    private static String text(JsonNode given, String what, int longest) {
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        if (!given.isTextual()) {
            throw new UnprocessableException(what + " must be text");
        }
        String text = given.asText().strip();
        if (text.length() > longest) {
            throw new UnprocessableException(
                    what + " has " + text.length() + " characters; at most " + longest + " are kept");
        }
        if (text.indexOf('\0') >= 0) {
            throw new UnprocessableException(what + " has a character 0, which cannot be stored");
        }
        return text.isEmpty() ? null : text;
    }
}
