package io.plateau.inference.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;

import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** Against a receiver on this machine. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class HooksTest {
    private static final String KEY = "5e".repeat(32);

    @Inject
    Deliveries deliveries;
    @Inject
    ExperimentRunRepository runs;
    @Inject
    EntityManager entities;

    private final String experiment = UUID.randomUUID().toString();
    private final Deque<Integer> answers = new ArrayDeque<>();
    private final List<Headers> headers = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private HttpServer receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            headers.add(exchange.getRequestHeaders());
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            int status = answers.isEmpty() ? 204 : answers.remove();
            if (status == 302) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
        runs.create(experiment, SpecificationVariants.parse("{\"model\":\"tiny-neox\"}"));
        runs.end(experiment, ExperimentStatus.FAILED, "a \"reason\"");
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        sql("DELETE FROM hook_delivery WHERE experiment_id = :id");
    }

    @Test
    void theEndIsToldOnceSignedHoweverOftenItIsAnnounced() throws Exception {
        Hooks hooks = hooks(Duration.ofDays(1), address());
        hooks.ended(experiment, ExperimentStatus.FAILED, "a \"reason\"");
        hooks.ended(experiment, ExperimentStatus.FAILED, "a \"reason\"");
        sendAll(hooks);
        hooks.ended(experiment, ExperimentStatus.FAILED, "a \"reason\"");
        sendAll(hooks);

        assertEquals(1, bodies.size());
        JsonNode event = new ObjectMapper().readTree(bodies.get(0));
        assertEquals("io.plateau.ExperimentChanged", event.get("type").asText());
        assertEquals(experiment, event.get("subject").asText());
        assertEquals("FAILED", event.at("/data/status").asText());
        assertEquals("a \"reason\"", event.at("/data/reason").asText());
        String id = headers.get(0).getFirst("webhook-id");
        String time = headers.get(0).getFirst("webhook-timestamp");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(java.util.HexFormat.of().parseHex(KEY), "HmacSHA256"));
        assertEquals("v1," + Base64.getEncoder().encodeToString(
                mac.doFinal((id + "." + time + "." + bodies.get(0)).getBytes(StandardCharsets.UTF_8))),
                headers.get(0).getFirst("webhook-signature"));
    }

    @Test
    void whatWasNotTakenIsSentAgainAfterAWhile() {
        answers.addAll(List.of(503, 302, 200));
        Hooks hooks = hooks(Duration.ofDays(1), address());
        hooks.ended(experiment, ExperimentStatus.COMPLETED, null);
        sendAll(hooks);
        assertEquals(1, bodies.size(), "it is not due yet");
        assertEquals("it answered with 503", state()[0]);

        sql("UPDATE hook_delivery SET next_at = now() WHERE experiment_id = :id");
        sendAll(hooks);
        assertEquals(2, bodies.size(), "a redirection is not followed");
        assertEquals("it answered with 302", state()[0]);

        // Another process goes on where one has died
        sql("UPDATE hook_delivery SET next_at = now() WHERE experiment_id = :id");
        sendAll(hooks(Duration.ofDays(1), address()));
        assertEquals(3, bodies.size());
        assertEquals(headers.get(0).getFirst("webhook-id"), headers.get(2).getFirst("webhook-id"));
        assertTrue(state()[1] != null && state()[2] == null);
    }

    @Test
    void whatIsNeverTakenIsGivenUp() {
        receiver.stop(0);
        Hooks hooks = hooks(Duration.ofSeconds(60), address());
        hooks.ended(experiment, ExperimentStatus.CANCELLED, null);
        sendAll(hooks);
        assertTrue(state()[2] == null && ((String) state()[0]).startsWith("it could not be reached"));

        sql("UPDATE hook_delivery SET next_at = now(), since = now() - interval '2 minutes' WHERE experiment_id = :id");
        sendAll(hooks);
        assertTrue(state()[1] == null && state()[2] != null);
        assertFalse(hooks.sendNext());
    }

    @Test
    void anAddressThatIsNotConfiguredAnyMoreIsNotToldAnything() {
        hooks(Duration.ofDays(1), address()).ended(experiment, ExperimentStatus.COMPLETED, null);
        sendAll(hooks(Duration.ofDays(1), "http://127.0.0.1:9/"));

        assertEquals(List.of(), bodies);
        assertEquals("the address is not configured any more", state()[0]);
    }

    private String address() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    }

    private Hooks hooks(Duration giveUpAfter, String address) {
        HookSettings settings = HookSettings.of(Optional.of(List.of(address)), Optional.of(KEY), giveUpAfter);
        assertEquals(List.of(URI.create(address)), settings.addresses());
        return new Hooks(deliveries, settings);
    }

    private static void sendAll(Hooks hooks) {
        while (hooks.sendNext()) {
            continue;
        }
    }

    private Object[] state() {
        return QuarkusTransaction.requiringNew().call(() -> (Object[]) entities.createNativeQuery(
                "SELECT problem, delivered_at, given_up_at FROM hook_delivery WHERE experiment_id = :id")
                .setParameter("id", experiment).getSingleResult());
    }

    private void sql(String statement) {
        QuarkusTransaction.requiringNew().run(
                () -> entities.createNativeQuery(statement).setParameter("id", experiment).executeUpdate());
    }
}
