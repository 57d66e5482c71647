package io.plateau.runtime.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.EventKeys;
import io.plateau.contracts.Events;
import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.GraphWork;
import io.plateau.contracts.event.Sign;
import io.plateau.local.testing.PlateauTestResource;
import io.plateau.local.testing.TestKeys;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "graph"))
class BlockRunnerTest {
    @Inject
    RecordingHandler handler;
    @Inject
    BlockRunner runner;
    @Inject
    ExperimentRepository experiments;
    @Inject
    EntityManager entities;

    private final String experiment = UUID.randomUUID().toString();

    @BeforeEach
    void reset() {
        handler.reset();
    }

    @Test
    void aRedeliveredBlockIsNotComputedAgainButPublishesAgain() {
        assertNull(deliver(0, 2));
        assertNull(deliver(0, 2));
        assertNull(deliver(1, 2));
        assertNull(deliver(0, 2));

        assertEquals(List.of(0, 1), List.copyOf(handler.computed));
        assertEquals(List.of(0, 1), partialResults());
        assertEquals(List.of(false, false, true, true), List.copyOf(handler.completions));
    }

    @Test
    void ofBlocksFinishedAtOnceTheLastOneSeesTheStageComplete() throws Exception {
        int blocks = 24;
        List<Integer> order = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            order.add(block);
            order.add(block);
        }
        Collections.shuffle(order, new java.util.Random(5));
        ExecutorService replicas = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Throwable>> deliveries = order.stream()
                    .<Callable<Throwable>>map(block -> () -> deliver(block, blocks)).toList();
            for (var delivery : replicas.invokeAll(deliveries)) {
                assertNull(delivery.get());
            }
        } finally {
            replicas.shutdownNow();
        }

        assertEquals(java.util.stream.IntStream.range(0, blocks).boxed().toList(), partialResults());
        assertTrue(handler.completions.contains(true), "no replica saw the last block");
        assertTrue(runner.stageComplete(experiment, io.plateau.contracts.Stage.COMMUNITIES));
    }

    @Test
    void aFaultWhileStoringLeavesNeitherResultNorLedgerRow() {
        AtomicInteger faults = new AtomicInteger();
        handler.whileStoring = block -> {
            if (faults.getAndIncrement() < 2) {
                throw new IllegalStateException("the commit is lost", new SQLException("terminated", "57P01"));
            }
        };

        assertNull(deliver(0, 1));

        assertEquals(List.of(0), partialResults());
        assertEquals(3, handler.stored.size());
    }

    @Test
    void aTransientFaultIsRetriedUntilItMends() {
        AtomicInteger faults = new AtomicInteger();
        handler.whileComputing = block -> {
            if (faults.getAndIncrement() < 5) {
                throw new IllegalStateException(new SQLException("connection refused", "08001"));
            }
        };

        assertNull(deliver(0, 1));

        assertEquals(6, faults.get());
    }

    @Test
    void whatCanNeverSucceedIsRefusedAtOnceWithItsReason() {
        handler.whileComputing = block -> {
            throw new UnprocessableException("neuron 3 has no activations");
        };

        Throwable refusal = deliver(0, 1);

        assertEquals("neuron 3 has no activations", refusal.getMessage());
        assertEquals(1, handler.computed.size());
    }

    @Test
    void whatNobodyExpectedIsTriedThreeTimesThenRefused() {
        handler.whileComputing = block -> {
            throw new IllegalStateException("a bug");
        };

        Throwable refusal = deliver(0, 1);

        assertTrue(refusal.getMessage().startsWith("an error of the graph service itself"), refusal.getMessage());
        assertEquals(3, handler.computed.size());
    }

    @Test
    void anEndedExperimentIsNotWorkedOn() {
        experiments.remember(experiment, null);
        experiments.changeStatus(experiment, ExperimentStatus.CANCELLED);
        experiments.changeStatus(experiment, ExperimentStatus.RUNNING);

        assertNull(deliver(0, 1));

        assertTrue(experiments.isTerminal(experiment));
        assertTrue(handler.computed.isEmpty());
        assertTrue(handler.completions.isEmpty());
    }

    @Test
    void anExperimentThatEndsDuringTheComputationGetsNoResult() {
        handler.whileComputing = block -> experiments.changeStatus(experiment, ExperimentStatus.CANCELLED);

        assertNull(deliver(0, 1));

        assertEquals(List.of(), partialResults());
        assertTrue(handler.completions.isEmpty());
    }

    @Test
    void whatFailsBecauseItsExperimentHasEndedMeanwhileIsNoFailure() {
        handler.whileComputing = block -> {
            experiments.changeStatus(experiment, ExperimentStatus.CANCELLED);
            throw new UnprocessableException("the rows it reads are removed");
        };
        assertNull(deliver(0, 1));
        assertEquals(List.of(0), List.copyOf(handler.computed));
        assertEquals(List.of(), partialResults());
    }

    @Test
    void whatFailsAfterTheCommitBecauseItsExperimentHasEndedMeanwhileIsNoFailure() {
        handler.afterCommit = block -> {
            experiments.changeStatus(experiment, ExperimentStatus.DELETED);
            throw new UnprocessableException("the rows it reads are removed");
        };
        assertNull(deliver(0, 1));
        assertEquals(List.of(true), List.copyOf(handler.completions));
    }

    @Test
    void malformedMessagesAreRefusedWithASentence() {
        GraphWork event = event(0, 1);
        Headers good = CloudEvent.of(event, "graph", experiment, "0").toHeaders();
        Headers otherType = CloudEvent.of(event, "graph", experiment, "0").toHeaders().remove("ce_type")
                .add("ce_type", "io.plateau.PlateauFound".getBytes());
        GraphWork unprintable = new GraphWork("a\0b", 0, 1, Sign.EXCITATORY, 0, 1);
        Headers noId = CloudEvent.of(unprintable, "graph", "a\0b", "0").toHeaders();
        Headers otherSubject = CloudEvent.of(event, "graph", "someone-else", "0").toHeaders();
        byte[] payload = Events.encode(event);
        Headers checked = CloudEvent.of(event, "graph", experiment, "0").toHeaders().add(CloudEvent.CHECKSUM,
                Events.checksum(payload).getBytes());
        // Readable, and of the same block: only the checksum tells that it is not what was sent.
        byte[] otherCount = Events.encode(new GraphWork(experiment, 0, 1, Sign.EXCITATORY, 0, 3));

        assertRefused("is empty", new byte[0], good);
        assertRefused("must be an event of the kind graph-work", new byte[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12},
                good);
        assertRefused("is a 'io.plateau.PlateauFound'", payload, otherType);
        assertRefused("subject is 'someone-else'", payload, otherSubject);
        assertRefused("'a\uFFFDb' is no experiment id", Events.encode(unprintable), noId);
        assertRefused("does not match the checksum", otherCount, checked);
        assertRefused("block 3 of 2", Events.encode(event(3, 2)), good);
        assertFalse(handler.stored.contains(3));
        assertTrue(handler.stored.isEmpty());
        assertNull(Delivery.signed(runner, handler, payload, checked));
    }

    @Test
    void whatNoProducerOfTheTopicHasSignedIsNotBelieved() {
        GraphWork event = event(0, 1);
        byte[] payload = Events.encode(event);
        CloudEvent attributes = CloudEvent.of(event, "graph", experiment, "0");
        Headers good = attributes.toSignedHeaders(payload, TestKeys.KEYS);
        Headers ofAnother = CloudEvent.of(event, "routing", experiment, "0").toSignedHeaders(payload, TestKeys.KEYS);
        Headers otherKey = attributes.toSignedHeaders(payload, EventKeys.parse("test:" + "00".repeat(32)));

        assertForged("the message has no header 'ce_id'", payload, new RecordHeaders());
        assertForged("it has no signature", payload, attributes.toHeaders());
        assertForged("its signature does not fit", Events.encode(event(0, 2)), good);
        assertForged("its signature does not fit", payload, otherKey);
        assertForged("it is of /routing, which does not publish to graph-work", payload, ofAnother);
        assertTrue(handler.computed.isEmpty());
        assertFalse(experiments.isTerminal(experiment));
        assertNull(deliver(payload, good));
    }

    private void assertForged(String part, byte[] payload, Headers headers) {
        Throwable refusal = deliver(payload, headers);
        assertTrue(refusal.getMessage().startsWith("the message is not authentic: " + part), refusal.getMessage());
    }

    private void assertRefused(String part, byte[] payload, Headers headers) {
        Throwable refusal = Delivery.signed(runner, handler, payload, headers);
        assertTrue(refusal != null && refusal.getMessage().contains(part), String.valueOf(refusal));
    }

    private Throwable deliver(int block, int blocks) {
        return Delivery.of(runner, handler, event(block, blocks));
    }

    private Throwable deliver(byte[] payload, Headers headers) {
        return Delivery.of(runner, handler, payload, headers);
    }

    private GraphWork event(int block, int blocks) {
        return new GraphWork(experiment, block, blocks, Sign.EXCITATORY, 0, 1);
    }

    @SuppressWarnings("unchecked")
    private List<Integer> partialResults() {
        return QuarkusTransaction.requiringNew().call(() -> entities
                .createNativeQuery("SELECT block FROM partial_result WHERE experiment_id = :id ORDER BY block",
                        Integer.class)
                .setParameter("id", experiment).getResultList());
    }
}
