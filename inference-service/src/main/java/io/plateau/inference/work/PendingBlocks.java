package io.plateau.inference.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.plateau.inference.config.Roles;
import io.plateau.inference.pool.Pools;
import io.plateau.inference.store.PublishedWorkRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;

/**
 * The metric by which workers are scaled: unlike the lag of their topic it has the blocks that are yet to be published. Front
 * doors tell it, because they are there when no worker is.
 */
@ApplicationScoped
class PendingBlocks {
    private static final Logger LOG = Logger.getLogger(PendingBlocks.class);

    private final PublishedWorkRepository published;

    PendingBlocks(PublishedWorkRepository published) {
        this.published = published;
    }

    void onStart(@Observes StartupEvent event, Roles roles, Pools pools, MeterRegistry metrics) {
        if (roles.isFrontDoor()) {
            pools.names().forEach(pool -> Gauge.builder("plateau.pending.blocks", () -> of(pool)).tag("pool", pool)
                    .description("Blocks of stages that have begun, less those done").register(metrics));
        }
    }

    /** Unknown where the database does not answer. */
    double of(String pool) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> published.pending(pool));
        } catch (RuntimeException e) {
            LOG.debugf(e, "pending blocks could not be counted");
            return Double.NaN;
        }
    }
}
