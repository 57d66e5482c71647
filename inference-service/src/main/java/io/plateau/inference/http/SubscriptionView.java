package io.plateau.inference.http;

import java.time.Instant;
import java.util.Locale;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonRawValue;

import io.plateau.inference.store.SubscriptionEntity;

/**
 * A subscription.
 *
 * @param specification as requested
 * @param state active or paused
 */
@Schema(name = "Subscription")
public record SubscriptionView(String id, String model,
        @JsonRawValue @Schema(implementation = Object.class) String specification,
        String state, Instant createdAt, Instant changedAt) {

    static SubscriptionView of(SubscriptionEntity row) {
        return new SubscriptionView(row.id, row.model, row.specification, row.state.name().toLowerCase(Locale.ROOT),
                row.createdAt, row.changedAt);
    }
}
