package io.plateau.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of CONFIGURATION.md is what the services read: no variable more, none less, with their defaults. */
class ConfigurationTest {
    private static final Pattern ROW = Pattern
            .compile("(?m)^\\| `(\\w+)` \\| (?:`(.*?)`|–) \\| ([\\w, ]+) \\|.*\\|$");
    private static final List<String> SERVICES = List.of("inference", "influence", "graph", "routing");
    private static final Map<String, Settings> READ = new HashMap<>();
    private static final Map<String, Row> TABLE = new TreeMap<>();

    /** @param fallback null where there is none */
    private record Row(String fallback, List<String> services) {
    }

    @BeforeAll
    static void read() throws IOException {
        for (String service : SERVICES) {
            READ.put(service, Settings.of(service));
        }
        String text = Files.readString(Chart.REPOSITORY.resolve("deploy/kubernetes/CONFIGURATION.md"));
        for (Matcher row = ROW.matcher(text); row.find();) {
            List<String> services = row.group(3).equals("all") ? SERVICES : List.of(row.group(3).split(", "));
            assertEquals(null, TABLE.put(row.group(1), new Row(row.group(2), services)), row.group(1) + " twice");
        }
        assertFalse(TABLE.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"inference", "influence", "graph", "routing"})
    void everySettingThatAServiceReadsIsInTheTable(String service) {
        Set<String> missing = new TreeSet<>(READ.get(service).own().keySet());
        TABLE.forEach((variable, row) -> {
            if (row.services().contains(service)) {
                missing.remove(variable);
            }
        });
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyVariableOfTheTableIsReadByTheServicesThatItNames() {
        TABLE.forEach((variable, row) -> {
            List<String> readers = SERVICES.stream().filter(service -> READ.get(service).reads(variable)
                    // The same variables of the virtual machine's native code are of no use elsewhere.
                    && (!variable.matches("(PYTORCH|TORCH)_.*") || service.equals("inference"))).toList();
            assertEquals(readers, row.services(), variable);
        });
    }

    @Test
    void everyDefaultIsThatOfTheCode() {
        TABLE.forEach((variable, row) -> row.services().forEach(service -> {
            String shipped = READ.get(service).fallback(variable);
            // Ports and tables differ between services, and the hub's variables are defaults of one another.
            if (!variable.matches("QUARKUS_(HTTP|MANAGEMENT)_PORT|HF_.*|XDG_.*|PLATEAU_ROWS_.*")) {
                assertEquals(shipped, row.fallback(), variable);
            }
        }));
    }

    @ParameterizedTest
    @MethodSource("io.plateau.kubernetes.PodsTest#pods")
    void whatPodsSetIsInTheTable(PodsTest.Pod pod) {
        Set<String> unknown = new TreeSet<>(Environment.of(pod.container()).keySet());
        unknown.removeAll(TABLE.keySet());
        assertEquals(Set.of(), unknown);
    }

    @Test
    void noPasswordHasADefault() {
        TABLE.forEach((variable, row) -> {
            if (variable.matches(".*(PASSWORD|KEYS|TOKEN|JAAS_CONFIG)") && row.fallback() != null) {
                assertEquals(true, row.fallback().matches("\\$\\{(quarkus\\.datasource\\.password|HF_TOKEN:)}"),
                        variable);
            }
        });
    }
}
