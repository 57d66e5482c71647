package io.plateau.runtime.trace;

import java.nio.charset.StandardCharsets;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.MDC;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.ExperimentId;

/** Names the experiment, stage and block in log lines and, where tracing is on, in spans that events carry from service to service. */
@ApplicationScoped
public class Correlations {
    static final String EXPERIMENT = "experiment";
    static final String STAGE = "stage";
    static final String BLOCK = "block";
    private static final String PREFIX = "plateau.";

    private final Tracer tracer;
    private final boolean tracing;

    Correlations(OpenTelemetry telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
        this.tracer = telemetry.getTracer("io.plateau");
        this.tracing = !off;
    }

    /** Work on one message; to be closed by the thread that began it. */
    public final class Correlation implements AutoCloseable {
        private final Span span;
        private final io.opentelemetry.context.Scope scope;

        private Correlation(Span span) {
            this.span = span;
            this.scope = span == null ? null : span.makeCurrent();
        }

        /** Says in the trace why the work was given up. */
        public void failed(String reason) {
            if (span != null) {
                span.setStatus(StatusCode.ERROR, reason);
            }
        }

        @Override
        public void close() {
            MDC.remove(EXPERIMENT);
            MDC.remove(STAGE);
            MDC.remove(BLOCK);
            if (span != null) {
                scope.close();
                span.end();
            }
        }
    }

    /** @param headers of the message; one that names no experiment belongs to no trace */
    public Correlation begin(Headers headers, String stage) {
        String experimentId = CloudEvent.value(headers, "ce_subject");
        MDC.put(STAGE, stage);
        if (!ExperimentId.isValid(experimentId)) {
            return new Correlation(null);
        }
        MDC.put(EXPERIMENT, experimentId);
        if (!tracing) {
            return new Correlation(null);
        }
        SpanContext parent = ExperimentTrace.parent(experimentId, CloudEvent.value(headers, ExperimentTrace.HEADER));
        return new Correlation(tracer.spanBuilder(stage).setSpanKind(SpanKind.CONSUMER)
                .setParent(Context.root().with(Span.wrap(parent))).setAttribute(PREFIX + EXPERIMENT, experimentId)
                .setAttribute(PREFIX + STAGE, stage).startSpan());
    }

    /** Says which block of which stage the current work is. */
    public void block(String stage, int block) {
        MDC.put(STAGE, stage);
        MDC.put(BLOCK, Integer.toString(block));
        if (tracing) {
            Span.current().setAttribute(PREFIX + STAGE, stage).setAttribute(PREFIX + BLOCK, block);
        }
    }

    /** Has an event carry the trace of its experiment. */
    public void carry(Headers headers, String experimentId) {
        if (tracing) {
            SpanContext current = Span.current().getSpanContext();
            SpanContext span = ExperimentTrace.parent(experimentId,
                    current.isValid() ? ExperimentTrace.header(current) : null);
            headers.add(ExperimentTrace.HEADER, ExperimentTrace.header(span).getBytes(StandardCharsets.UTF_8));
        }
    }
}
