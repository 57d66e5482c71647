package io.plateau.runtime.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;

class RetriedCommitsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final AtomicInteger commits = new AtomicInteger();

    @Test
    void aCommitThatARebalanceRefusesIsTriedAgain() {
        committing(n -> n < 3
                ? Uni.createFrom().failure(new RebalanceInProgressException("not now"))
                : Uni.createFrom().voidItem()).commit(Map.of()).await().atMost(PATIENCE);

        assertEquals(3, commits.get());
    }

    @Test
    void whatNoOtherTryWouldMendIsNot() {
        // The partition is another's
        Uni<Void> commit = committing(n -> Uni.createFrom().failure(new CommitFailedException("too late")))
                .commit(Map.of());

        assertThrows(CommitFailedException.class, () -> commit.await().atMost(PATIENCE));
        assertEquals(1, commits.get());
    }

    /** A consumer whose commits come to what is said of the first, second and so on; nothing else is called. */
    private KafkaConsumer<?, ?> committing(IntFunction<Uni<Void>> outcome) {
        return RetriedCommits.retrying((KafkaConsumer<?, ?>) Proxy.newProxyInstance(
                KafkaConsumer.class.getClassLoader(), new Class<?>[]{KafkaConsumer.class},
                (proxy, method, arguments) -> Uni.createFrom()
                        .deferred(() -> outcome.apply(commits.incrementAndGet()))));
    }
}
