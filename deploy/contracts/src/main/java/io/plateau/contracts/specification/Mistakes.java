package io.plateau.contracts.specification;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/** Describes a faulty document in its author's terms: the parser's messages name types of this program. */
final class Mistakes {
    private static final int LONGEST_QUOTED = 100;

    private Mistakes() {
    }

    /** Of a document that is JSON, but no specification. */
    static String of(JsonMappingException e, JsonNode document) {
        JsonNode value = document;
        for (JsonMappingException.Reference step : e.getPath()) {
            value = step.getFieldName() == null ? value.path(step.getIndex()) : value.path(step.getFieldName());
        }
        String subject = e.getPath().isEmpty() ? "the specification" : "the specification's field '" + path(e) + "'";
        Class<?> type = e instanceof MismatchedInputException mismatch
                ? mismatch.getTargetType()
                : e.getCause() instanceof InputCoercionException range ? range.getTargetType() : null;
        if (type != null && Choice.class.isAssignableFrom(type)) {
            return path(e) + " is " + (value.isTextual() ? "'" + value.textValue() + "'" : quoted(value))
                    + "; it must be one of " + labels(type);
        }
        return subject + " is " + quoted(value)
                + (type == null ? ", which cannot be read" : "; it must be " + inWords(type));
    }

    /** Of a document that is no JSON. */
    static String of(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        String duplicate = message == null ? null : after(message, "Duplicate field '");
        String where = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
        return duplicate == null
                ? "the specification is not valid JSON" + where
                : "the specification is not valid JSON: Duplicate field '" + duplicate + "'" + where;
    }

    /** For example {@code tokens.count} or {@code attention.layers[2]}. */
    static String path(JsonMappingException e) {
        return e.getPath().stream().map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
                .collect(Collectors.joining(".")).replace(".[", "[");
    }

    private static String inWords(Class<?> type) {
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            String bits = type == Integer.class || type == int.class ? "31" : "63";
            return "a whole number, smaller than 2^" + bits;
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive() && type != boolean.class) {
            return "a number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a text";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "a JSON object";
    }

    private static String labels(Class<?> choices) {
        return Arrays.stream(choices.getEnumConstants()).map(choice -> ((Choice) choice).label())
                .collect(Collectors.joining(", "));
    }

    private static String quoted(JsonNode value) {
        String text = value.isMissingNode() ? "missing" : value.toString();
        return text.length() <= LONGEST_QUOTED ? text : text.substring(0, LONGEST_QUOTED) + " ...";
    }

    private static String after(String message, String start) {
        return message.startsWith(start)
                ? message.substring(start.length(), message.indexOf('\'', start.length()))
                : null;
    }
}
