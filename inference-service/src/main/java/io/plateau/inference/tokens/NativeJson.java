package io.plateau.inference.tokens;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.corpus.Replacements;

/**
 * A {@code tokenizer.json} as the native library is given it. The library ends the process, not the call, where it cannot read a
 * decoder or is asked to cut texts in an impossible way. Nothing is decoded, cut or filled up here, so those parts are left out;
 * what no JSON parser of the library accepts, numbers out of range and halves of surrogate pairs, is refused before it.
 */
final class NativeJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> UNUSED = Set.of("decoder", "truncation", "padding");
    /** The library's parser nests up to 128 deep. */
    private static final int DEEPEST = 100;

    private NativeJson() {
    }

    /** @throws UnprocessableException naming what the library could not read, without the file's name */
    static byte[] of(byte[] file) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream(file.length);
        try (JsonParser from = JSON.createParser(file); JsonGenerator to = JSON.createGenerator(written)) {
            int depth = 0;
            for (JsonToken token = from.nextToken(); token != null; token = from.nextToken()) {
                if (depth == 1 && token == JsonToken.FIELD_NAME && UNUSED.contains(from.currentName())) {
                    from.nextToken();
                    from.skipChildren();
                    continue;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                require(from, token, depth);
                to.copyCurrentEvent(from);
                if (depth == 0) {
                    break;
                }
            }
        }
        return written.toByteArray();
    }

    private static void require(JsonParser from, JsonToken token, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new UnprocessableException("it nests deeper than " + DEEPEST);
        }
        if (token.isNumeric() && !Double.isFinite(from.getDoubleValue())) {
            throw new UnprocessableException("the number " + from.getText() + " is out of range");
        }
        if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
            Replacements halves = new Replacements();
            String shown = halves.in(from.getText(), 1);
            if (halves.count() > 0) {
                throw new UnprocessableException("the text '" + shown + "' holds half a surrogate pair");
            }
        }
    }
}
