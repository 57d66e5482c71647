package io.plateau.inference.messaging;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.AnalysisProgressed;
import io.plateau.contracts.event.WorkFailed;
import io.plateau.inference.experiment.Analyses;
import io.plateau.runtime.event.EventIntake;
import io.smallrye.reactive.messaging.annotations.Blocking;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;

/** What the services report: progress, verdicts, failures. */
@ApplicationScoped
public class AnalysesConsumer {
    private final EventIntake intake;
    private final Analyses analyses;

    AnalysesConsumer(EventIntake intake, Analyses analyses) {
        this.intake = intake;
        this.analyses = analyses;
    }

    @Incoming("analyses")
    @Blocking("analyses")
    public CompletionStage<Void> consume(Message<byte[]> message) {
        String type = CloudEvent.value(
                message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow().getHeaders(), "ce_type");
        if (CloudEvent.typeOf(AnalysisCompleted.class).equals(type)) {
            return intake.take(message, AnalysisCompleted.class, "analysis", analyses::completed);
        }
        if (CloudEvent.typeOf(WorkFailed.class).equals(type)) {
            return intake.take(message, WorkFailed.class, "failure", analyses::failed);
        }
        // Of every other type the intake says that it does not belong here.
        return intake.take(message, AnalysisProgressed.class, "progress", analyses::progressed);
    }
}
