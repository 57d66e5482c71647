package io.plateau.inference.hook;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.JsonEvents;
import io.plateau.contracts.event.ExperimentChanged;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.inference.config.Roles;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Notifies the configured addresses that experiments have ended: at least once each, in any order, and again after a pause where the
 * answer is no success. Notifications are kept in the database, so that no crash loses one.
 */
@ApplicationScoped
public class Hooks {
    private static final Logger LOG = Logger.getLogger(Hooks.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Longer than a request may take. */
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int SUCCESS = 2;

    private final Deliveries deliveries;
    private final HookSettings settings;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER).build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hooks");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    Hooks(Deliveries deliveries, @ConfigProperty(name = "plateau.hooks.addresses") Optional<List<String>> addresses,
            @ConfigProperty(name = "plateau.hooks.key") Optional<String> key,
            @ConfigProperty(name = "plateau.hooks.give-up-after") Duration giveUpAfter) {
        this(deliveries, HookSettings.of(addresses, key, giveUpAfter));
    }

    Hooks(Deliveries deliveries, HookSettings settings) {
        this.deliveries = deliveries;
        this.settings = settings;
    }

    void onStart(@Observes StartupEvent event, Roles roles) {
        if (roles.isFrontDoor() && !settings.addresses().isEmpty()) {
            clock.scheduleWithFixedDelay(this::sendOrWarn, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
    }

    /** Queues the notification of every address; idempotent. */
    public void ended(String experimentId, ExperimentStatus status, String reason) {
        if (settings.addresses().isEmpty()) {
            return;
        }
        String id = experimentId + "/" + status.name().toLowerCase(Locale.ROOT);
        ObjectNode body = new ObjectMapper().createObjectNode();
        body.put("specversion", "1.0").put("id", id).put("type", CloudEvent.typeOf(ExperimentChanged.class))
                .put("source", "/inference").put("subject", experimentId).put("datacontenttype", "application/json")
                .set("data", JsonEvents.data(new ExperimentChanged(experimentId, status, reason, null)));
        QuarkusTransaction.requiringNew().run(() -> settings.addresses()
                .forEach(address -> deliveries.add(experimentId, new HookMessage(id, address, body.toString()))));
    }

    private void sendOrWarn() {
        try {
            boolean due = true;
            while (due) {
                due = sendNext();
            }
        } catch (RuntimeException e) {
            LOG.warnf("web hooks could not be sent: %s", e.getMessage());
        }
    }

    /** Whether one was due. */
    boolean sendNext() {
        Optional<Deliveries.Due> next = QuarkusTransaction.requiringNew().call(() -> deliveries.take(LEASE));
        next.ifPresent(due -> {
            String problem = send(due.message());
            QuarkusTransaction.requiringNew().run(() -> conclude(due, problem));
        });
        return next.isPresent();
    }

    private void conclude(Deliveries.Due due, String problem) {
        if (problem == null) {
            deliveries.delivered(due);
        } else if (due.seconds() > settings.giveUpAfter().toSeconds()) {
            deliveries.givenUp(due, problem);
            LOG.warnf("web hook of experiment %s to %s was given up after %d attempts: %s", due.experimentId(),
                    due.message().address().getHost(), due.attempts() + 1, problem);
        } else {
            deliveries.failed(due, problem, pause(due.attempts()));
        }
    }

    /** Twice as long after each attempt. */
    static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 20));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Null where it was taken. */
    private String send(HookMessage message) {
        if (!settings.addresses().contains(message.address())) {
            return "the address is not configured any more";
        }
        try {
            int status = client
                    .send(message.request(settings.key(), Clock.systemUTC().instant().getEpochSecond()),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status / 100 == SUCCESS ? null : "it answered with " + status;
        } catch (IOException e) {
            return "it could not be reached: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "the service was stopped";
        }
    }
}
