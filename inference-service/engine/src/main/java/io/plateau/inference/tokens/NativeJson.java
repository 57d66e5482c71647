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
 * decoder or is asked to cut texts in an impossible way. Nothing is cut or filled up here, so those parts are left out, and the
 * decoder is one of two that it can read; what no JSON parser of the library accepts, numbers out of range and halves of surrogate
 * pairs, is refused before it.
 */
final class NativeJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> UNUSED = Set.of("decoder", "truncation", "padding");
    /** Of byte-level tokens, which are written in an alphabet of 256 characters. */
    private static final String BYTES = "{\"type\":\"ByteLevel\",\"add_prefix_space\":true,\"trim_offsets\":true,\"use_regex\":true}";
    /** Of SentencePiece's, in which a block stands for a space and hexadecimal digits for a byte. */
    private static final String PIECES = "{\"type\":\"Sequence\",\"decoders\":[{\"type\":\"Replace\",\"pattern\":{\"String\":\"\u2581\"},"
            + "\"content\":\" \"},{\"type\":\"ByteFallback\"},{\"type\":\"Fuse\"}]}";
    /** The library's parser nests up to 128 deep. */
    private static final int DEEPEST = 100;

    private NativeJson() {
    }

    /**
     * @param bytes whether tokens are of bytes; else they are SentencePiece's
     * @throws UnprocessableException naming what the library could not read, without the file's name
     */
    static byte[] of(byte[] file, boolean bytes) throws IOException {
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
                if (depth == 0 && token == JsonToken.END_OBJECT) {
                    to.writeFieldName("decoder");
                    to.writeRawValue(bytes ? BYTES : PIECES);
                }
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
