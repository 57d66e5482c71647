package io.plateau.runtime.event;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.BiConsumer;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.common.errors.RebalanceInProgressException;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.smallrye.reactive.messaging.kafka.commit.KafkaThrottledLatestProcessedCommit;
import io.vertx.mutiny.core.Vertx;

/**
 * The library's throttled commits, retried if a rebalance refuses one. The library itself retries only when the partition's next
 * record is done: after the last record the lag would persist, and the autoscaler would keep a replica for it.
 */
@ApplicationScoped
@Identifier(RetriedCommits.NAME)
public class RetriedCommits implements KafkaCommitHandler.Factory {
    /** Value of {@code commit-strategy}. */
    static final String NAME = "throttled-retried";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    /** Half a minute: a rebalance takes seconds. */
    private static final int TRIES = 20;

    @Override
    public KafkaCommitHandler create(KafkaConnectorIncomingConfiguration channel, Vertx vertx,
            KafkaConsumer<?, ?> consumer, BiConsumer<Throwable, Boolean> reportFailure) {
        return new KafkaThrottledLatestProcessedCommit.Factory().create(channel, vertx, retrying(consumer),
                reportFailure);
    }

    /** The same consumer but for its commits. */
    static KafkaConsumer<?, ?> retrying(KafkaConsumer<?, ?> consumer) {
        return (KafkaConsumer<?, ?>) Proxy.newProxyInstance(KafkaConsumer.class.getClassLoader(),
                new Class<?>[]{KafkaConsumer.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(consumer, arguments);
                        return method.getName().equals("commit") ? retried((Uni<?>) result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Uni<?> retried(Uni<?> commit) {
        return commit.onFailure(RebalanceInProgressException.class).retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .atMost(TRIES);
    }
}
