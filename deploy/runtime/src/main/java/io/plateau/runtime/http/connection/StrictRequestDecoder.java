package io.plateau.runtime.http.connection;

import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;

/**
 * Refuses a length together with chunked encoding: the decoder would drop the length in silence, while a proxy before it may have
 * gone by it and have seen another request (RFC 9112, section 6.3).
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
    /** As Quarkus has it, where its limit is not configured. */
    private static final int LONGEST_HEADER = 20 * 1024;

    StrictRequestDecoder() {
        super(new HttpServerOptions().setMaxHeaderSize(LONGEST_HEADER));
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new AmbiguousLengthException();
    }

    /** The decoder hands it on with the request. */
    static final class AmbiguousLengthException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
    }
}
