package io.plateau.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedHostsTest {
    private final AcceptedHosts hosts = new AcceptedHosts("0.0.0.0", Optional.of("https://Plateau.example.org/lab"),
            List.of("inference-service"), List.of("https://notebook.example.org"));

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "localhost.", "a.localhost:1", "127.0.0.1:8080", "127.9.8.7",
            "[::1]:8080", "plateau.example.org", "plateau.example.org:443", "inference-service:8080", "10.1.2.3:8080"})
    void loopbackTheOwnAddressAndWhatIsConfiguredAreAccepted(String host) {
        assertEquals(Optional.empty(), hosts.refusalOfHost(host, "10.1.2.3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "notlocalhost", "10.1.2.4",
            "127.0.0.1.evil.example",
            "example.org", "evil.plateau.example.org", "[2001:db8::1]", "2130706433", "0x7f.1",
            "inference-service.evil",
            "", " ", "localhost:port", "localhost:80:90", "localhost@evil.example", "local host", "[::1"})
    void everyOtherHostIsRefusedInWords(String host) {
        assertTrue(hosts.refusalOfHost(host, "10.1.2.3").isPresent(), host);
    }

    @Test
    void anOriginIsTheServicesOwnOrConfigured() {
        for (String origin : List.of("http://localhost:8080", "https://localhost:8080", "https://plateau.example.org",
                "https://notebook.example.org")) {
            assertTrue(hosts.acceptsOrigin(origin, "localhost:8080"), origin);
        }
        for (String origin : List.of("null", "", "http://localhost", "http://localhost:8081", "http://evil.example",
                "http://notebook.example.org", "https://notebook.example.org.evil.example", "file://")) {
            assertFalse(hosts.acceptsOrigin(origin, "localhost:8080"), origin);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plateau.example.org", "ftp://plateau.example.org", "https://", "https://a.example?x=1"})
    void aPublicUrlThatIsNoneIsRefusedAtTheStart(String url) {
        assertThrows(IllegalArgumentException.class, () -> new AcceptedHosts("0.0.0.0", Optional.of(url), List.of(),
                List.of()));
    }
}
