package io.plateau.local.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.Events;
import io.plateau.contracts.Topic;
import io.plateau.contracts.broker.BrokerAccess;
import io.plateau.contracts.event.ExperimentRequested;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.contracts.specification.Variant;
import io.plateau.local.command.RunException;
import io.plateau.local.service.ExperimentView;
import io.plateau.local.service.FrontDoor;

/** Asks for experiments through the public event. */
final class ExperimentRequests {
    private static final String SOURCE = "local";
    private static final long SECONDS = 30;

    private final String bootstrapServers;
    private final FrontDoor frontDoor;

    ExperimentRequests(String bootstrapServers, FrontDoor frontDoor) {
        this.bootstrapServers = bootstrapServers;
        this.frontDoor = frontDoor;
    }

    /** Asks for those that are not there yet; all experiments, those of a study one by one, in order. */
    List<WatchedExperiment> send(List<String> specifications) throws IOException {
        List<WatchedExperiment> experiments = new ArrayList<>();
        try (KafkaProducer<String, byte[]> producer = BrokerAccess.of(bootstrapServers).producer(Map.of("acks", "all"),
                new StringSerializer(), new ByteArraySerializer())) {
            for (String json : specifications) {
                SpecificationVariants asked = SpecificationVariants.parse(json);
                String first = ExperimentIdentity.of(asked);
                String id = first;
                List<ExperimentView> present = present(asked, id);
                for (int attempt = 2; present.stream().anyMatch(ExperimentRequests::cameToNothing); attempt++) {
                    // A terminal state never changes: another try is another experiment, or another study as a whole.
                    id = first + "-" + attempt;
                    present = present(asked, id);
                }
                if (present.isEmpty()) {
                    publish(producer, new ExperimentRequested(id, json));
                }
                List<String> ids = asked.experimentIds(id);
                for (int i = 0; i < ids.size(); i++) {
                    Variant variant = asked.variants().get(i);
                    experiments.add(
                            new WatchedExperiment(ids.get(i), variant.specification().model(), variant.label()));
                }
            }
        }
        return experiments;
    }

    private List<ExperimentView> present(SpecificationVariants asked, String id) throws IOException {
        List<ExperimentView> present = new ArrayList<>();
        for (String experiment : asked.experimentIds(id)) {
            frontDoor.experiment(experiment).ifPresent(present::add);
        }
        return present;
    }

    private static boolean cameToNothing(ExperimentView experiment) {
        return experiment.isTerminal() && !experiment.isCompleted();
    }

    private static void publish(KafkaProducer<String, byte[]> producer, ExperimentRequested event) {
        String id = event.getExperimentId();
        CloudEvent attributes = CloudEvent.of(event, SOURCE, id, "request");
        try {
            producer.send(new ProducerRecord<>(Topic.EXPERIMENT_REQUESTS.topicName(), null, id, Events.encode(event),
                    attributes.toHeaders())).get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new RunException("the experiment " + id + " could not be requested: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("interrupted while the experiment " + id + " was requested", e);
        }
    }
}
