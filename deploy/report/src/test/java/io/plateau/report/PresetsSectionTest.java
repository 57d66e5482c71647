package io.plateau.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class PresetsSectionTest {

    @Test
    void verdictsOfOneModelStandSideBySide() {
        Results results = new Results(List.of(experiment("a", "default"), experiment("b", "paper")),
                Map.of(Table.VERDICTS, new View(List.of("source", "experiment_id", "name", "outcome", "p_value"),
                        List.of(row("a", "clustering", "not supported", 0.97),
                                row("a", "routing", "not testable", null),
                                row("b", "clustering", "supported", 0.0004)))),
                Map.of());

        String section = PresetsSection.of(results).orElseThrow();

        assertTrue(section.contains("""
                  model      verdict     default                  paper
                  ---------  ----------  -----------------------  -------------------
                  tiny-neox  clustering  not supported, p = 0.97  supported, p <0.001
                  tiny-neox  routing     not testable             -
                """), section);
        assertTrue(section.contains("Where they differ"), section);
    }

    @Test
    void withOnePresetThereIsNoSuchSection() {
        assertTrue(PresetsSection.of(new Results(List.of(experiment("a", "paper"), experiment("b", "paper")),
                Map.of(), Map.of())).isEmpty());
    }

    private static Experiment experiment(String id, String preset) {
        return new Experiment(id, id, "tiny-neox", "demo", "COMPLETED", null, null,
                "{\"preset\": \"" + preset + "\"}", null, null, null);
    }

    private static Row row(String experiment, String name, String outcome, Double p) {
        Map<String, String> values = new HashMap<>();
        values.put("source", "measured");
        values.put("experiment_id", experiment);
        values.put("name", name);
        values.put("outcome", outcome);
        values.put("p_value", p == null ? null : p.toString());
        return new Row(values);
    }
}
