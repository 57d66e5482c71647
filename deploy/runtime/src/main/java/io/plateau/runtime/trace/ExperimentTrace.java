package io.plateau.runtime.trace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;

/**
 * The trace of an experiment. Its id follows from the experiment's, so that whatever sets a block off (a request, another
 * experiment's end, a watchdog) the block is in the trace of its own experiment.
 */
final class ExperimentTrace {
    /** Header of W3C Trace Context. */
    static final String HEADER = "traceparent";
    private static final Pattern FORM = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}");
    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    private ExperimentTrace() {
    }

    /**
     * What a piece of work continues.
     *
     * @param header of the message that carries it; null where there is none
     * @return the header's span where that is of the experiment's trace, else the trace's beginning
     */
    static SpanContext parent(String experimentId, String header) {
        SpanContext beginning = beginning(experimentId);
        return parse(header).filter(span -> span.getTraceId().equals(beginning.getTraceId())).orElse(beginning);
    }

    static String header(SpanContext span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex();
    }

    private static SpanContext beginning(String experimentId) {
        byte[] digest = sha256("plateau/" + experimentId);
        HexFormat hex = HexFormat.of();
        return remote(hex.formatHex(digest, 0, TRACE_BYTES),
                hex.formatHex(digest, TRACE_BYTES, TRACE_BYTES + SPAN_BYTES));
    }

    private static Optional<SpanContext> parse(String header) {
        Matcher matcher = FORM.matcher(header == null ? "" : header);
        return matcher.matches() ? Optional.of(remote(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    private static SpanContext remote(String trace, String span) {
        return SpanContext.createFromRemoteParent(trace, span, TraceFlags.getSampled(), TraceState.getDefault());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
