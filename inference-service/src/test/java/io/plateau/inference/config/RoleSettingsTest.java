package io.plateau.inference.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.inference.pool.Pools;

class RoleSettingsTest {

    @Test
    void bothRolesChangeNothing() {
        assertEquals(Map.of(), RoleSettings.of(Role.parse("front-door,worker")));
        assertEquals(EnumSet.allOf(Role.class), Role.parse(" worker , front-door"));
    }

    @Test
    void everyChannelBelongsToOneRole() throws IOException {
        Properties own = new Properties();
        try (InputStream in = getClass().getResourceAsStream("/application.properties")) {
            own.load(in);
        }
        Set<String> channels = own.stringPropertyNames().stream()
                .filter(name -> name.startsWith("mp.messaging.incoming.") && name.endsWith(".topic"))
                .map(name -> name.replace(".topic", ".enabled")).collect(Collectors.toCollection(TreeSet::new));
        Set<String> switched = new TreeSet<>();
        for (Role role : Role.values()) {
            RoleSettings.of(EnumSet.of(role)).keySet().stream().filter(name -> name.endsWith(".enabled"))
                    .filter(name -> name.startsWith("mp.")).forEach(name -> {
                        assertEquals(true, switched.add(name), name + " is off for either role");
                    });
        }
        assertEquals(channels, switched);
    }

    @Test
    void aWorkerDoesNotListenForRequests() {
        assertEquals("false", RoleSettings.of(EnumSet.of(Role.WORKER)).get("quarkus.http.host-enabled"));
    }

    @Test
    void everyProcessKnowsTheTopicsOfAllPoolsAndAWorkerTakesThatOfItsOwn() {
        Pools pools = Pools.parse("large=gpt2-xl;default=**");
        Map<String, String> settings = RoleSettings.ofPools(pools, "large");
        assertEquals("large,default", settings.get("plateau.topics.pools"));
        assertEquals("inference-work-large", settings.get("mp.messaging.incoming.inference-work.topic"));
        assertEquals("inference-work",
                RoleSettings.ofPools(pools, "default").get("mp.messaging.incoming.inference-work.topic"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "worker,", "frontdoor", "front-door worker", "WORKER"})
    void anythingElseStopsTheStartWithASentence(String roles) {
        assertEquals("PLATEAU_ROLES (plateau.roles) is '" + roles + "'; it must be one or both of front-door, worker",
                assertThrows(IllegalArgumentException.class, () -> Role.parse(roles)).getMessage());
    }
}
