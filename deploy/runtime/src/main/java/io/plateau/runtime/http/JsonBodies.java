package io.plateau.runtime.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.plateau.contracts.UnprocessableException;

/** Bodies are JSON, and say so: a page elsewhere cannot send what says so without being asked about first (CORS). */
public final class JsonBodies {
    private JsonBodies() {
    }

    /** @throws UnprocessableException when the bytes are not UTF-8, the encoding of JSON */
    public static String text(byte[] body) {
        try {
            return body == null ? "" : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw new UnprocessableException("the body is not valid UTF-8, as JSON must be", e);
        }
    }

    /** The answer to a body of this type, as its header says it; null where it is acceptable. */
    static Response refusal(String contentType) {
        if (contentType == null) {
            return unsupported(null);
        }
        try {
            MediaType type = MediaType.valueOf(contentType);
            String charset = type.getParameters().get(MediaType.CHARSET_PARAMETER);
            boolean json = type.getType().equalsIgnoreCase("application") && type.getSubtype().equalsIgnoreCase("json");
            return json && (charset == null || charset.equalsIgnoreCase("utf-8")) ? null : unsupported(contentType);
        } catch (IllegalArgumentException e) {
            return unsupported(contentType);
        }
    }

    static Response unsupported(String contentType) {
        return Problem.response(415, "the body must be application/json, in UTF-8; "
                + (contentType == null || contentType.isBlank()
                        ? "the request has no Content-Type"
                        : "the request says '" + contentType + "'"));
    }
}
