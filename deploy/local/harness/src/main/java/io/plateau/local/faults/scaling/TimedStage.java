package io.plateau.local.faults.scaling;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.EventKeys;
import io.plateau.contracts.Events;
import io.plateau.contracts.Topic;
import io.plateau.contracts.broker.BrokerAccess;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.event.InferenceWork;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.local.command.RunException;
import io.plateau.local.database.LocalDatabase;

/** An experiment in a stage of so many blocks that it does not end while it is measured; it has no plan. */
final class TimedStage {
    private static final int BLOCKS = 100_000;
    /** A stage that leads to no other. */
    private static final String STAGE = "capture-weights";

    private final LocalDatabase database;
    private final String id = UUID.randomUUID().toString();

    TimedStage(LocalDatabase database) {
        this.database = database;
    }

    /** @param ahead blocks that are published, as the service would */
    void begin(BrokerAccess broker, String eventKeys, int ahead) throws SQLException, InterruptedException {
        update("INSERT INTO inference.experiment (id, specification, status) VALUES (?, ?, 'RUNNING')", id,
                ExperimentSpecification.parse("{\"model\":\"tiny-neox\"}").toJson());
        update("INSERT INTO inference.published_work (experiment_id, stage, cause, pool, blocks, first_block,"
                + " last_block, published) VALUES (?, '" + STAGE + "', -1, 'default', " + BLOCKS + ", 0, " + (ahead - 1)
                + ", true)", id);
        EventKeys keys = EventKeys.parse(eventKeys);
        try (KafkaProducer<byte[], byte[]> producer = broker.producer(Map.of(), new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int block = 0; block < ahead; block++) {
                InferenceWork work = new InferenceWork(id, InferenceStage.CAPTURE_WEIGHTS, block, BLOCKS);
                byte[] payload = Events.encode(work);
                producer.send(new ProducerRecord<>(Topic.INFERENCE_WORK.topicName(), null,
                        (id + "/" + STAGE + "/" + block).getBytes(StandardCharsets.UTF_8), payload,
                        CloudEvent.of(work, "inference", id, STAGE + "/" + block).toSignedHeaders(payload, keys)))
                        .get();
            }
        } catch (ExecutionException e) {
            throw new RunException("the first blocks could not be published", e);
        }
    }

    private void update(String sql, String... parameters) throws SQLException {
        try (Connection connection = database.superuser();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    /** When each block was done, in order. */
    List<Instant> done() throws SQLException {
        try (Connection connection = database.superuser();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT completed_at FROM inference.ledger WHERE experiment_id = ? ORDER BY completed_at")) {
            statement.setString(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                List<Instant> done = new ArrayList<>();
                while (rows.next()) {
                    done.add(rows.getTimestamp(1).toInstant());
                }
                return done;
            }
        }
    }
}
