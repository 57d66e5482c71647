package io.plateau.inference.messaging;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.contracts.event.SubscriptionChanged;
import io.plateau.inference.experiment.Subscriptions;
import io.plateau.runtime.event.EventIntake;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Changes of subscriptions on the broker. */
@ApplicationScoped
public class SubscriptionsConsumer {
    private final EventIntake intake;
    private final Subscriptions subscriptions;

    SubscriptionsConsumer(EventIntake intake, Subscriptions subscriptions) {
        this.intake = intake;
        this.subscriptions = subscriptions;
    }

    @Incoming("subscriptions")
    @Blocking("subscriptions")
    public CompletionStage<Void> consume(Message<byte[]> message) {
        return intake.take(message, SubscriptionChanged.class, "subscriptions", subscriptions::take);
    }
}
