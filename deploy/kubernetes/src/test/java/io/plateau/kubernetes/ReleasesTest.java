package io.plateau.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

/** Two releases in one namespace do not touch each other's objects, pods, broker and database. */
class ReleasesTest {
    @ParameterizedTest
    @ValueSource(strings = {"operators", "external", "cpu", "mig", "smallest"})
    void noObjectIsThatOfAnother(String variant) {
        Set<String> shared = names(objects("one", variant));
        assertFalse(shared.isEmpty());
        shared.retainAll(names(objects("two", variant)));
        assertEquals(Set.of(), shared);
    }

    @Test
    void noSelectorMatchesAnothersPods() {
        for (JsonNode deployment : objects("one", "operators")) {
            if (Chart.kind(deployment).equals("Deployment")) {
                assertEquals("one", deployment.at("/spec/selector/matchLabels/app.kubernetes.io~1instance").asText());
            }
        }
    }

    @Test
    void eachHasABrokerAndADatabaseOfItsOwn() {
        String one = objects("one", "operators").toString();
        assertTrue(one.contains("one-plateau-kafka"), "the broker's name");
        assertFalse(one.contains("two-plateau"));
    }

    private static List<JsonNode> objects(String release, String variant) {
        return Chart.parse(Chart.template(release, Chart.DIRECTORY.resolve("ci/" + variant + ".yaml")));
    }

    private static Set<String> names(List<JsonNode> objects) {
        Set<String> names = new HashSet<>();
        objects.forEach(object -> names.add(Chart.kind(object) + " " + Chart.name(object)));
        return names;
    }
}
