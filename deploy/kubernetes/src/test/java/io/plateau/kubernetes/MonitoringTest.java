package io.plateau.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Alerts and dashboards ask for metrics that exist, and of their own release. */
class MonitoringTest {
    private static final Pattern METRIC = Pattern.compile("([a-z_]+)\\{([^}]*)\\}");
    /** PromQL's own words, and labels that results are grouped by. */
    private static final Set<String> WORDS = Set.of("sum", "max", "count", "by", "rate", "increase", "absent", "or",
            "and",
            "unless", "offset", "predict_linear", "component", "stage", "pool", "model", "topic", "pod", "status",
            "outcome", "m", "h",
            "__rate_interval");

    @ParameterizedTest
    @MethodSource("io.plateau.kubernetes.Chart#variants")
    void metricsAreThoseThatAreExposed(String variant) throws IOException {
        Set<String> known = Metrics.exposed(variant);
        Set<String> unknown = new TreeSet<>();
        expressions(variant).forEach((where, expression) -> metrics(expression).stream()
                .filter(metric -> !known.contains(metric)).forEach(metric -> unknown.add(where + ": " + metric)));
        // Experiments are counted where the operator runs the database; elsewhere those panels stay empty.
        unknown.removeIf(
                found -> variant.equals("external") && found.matches("experiments.*cnpg_plateau_experiments_count"));
        assertEquals(Set.of(), unknown);
    }

    @Test
    void knownMetricsAreReadFromTheCode() throws IOException {
        Set<String> known = Metrics.exposed("operators");
        assertTrue(
                known.containsAll(
                        Set.of("plateau_blocks_total", "plateau_block_seconds_sum", "plateau_dead_letters_total",
                                "kafka_consumer_fetch_manager_records_lag", "cnpg_plateau_experiments_count")),
                known.toString());
        assertFalse(known.contains("plateau_experiments_failed_total"));
    }

    @ParameterizedTest
    @MethodSource("io.plateau.kubernetes.Chart#variants")
    void everyMetricIsOfThisRelease(String variant) {
        expressions(variant).forEach((where, expression) -> {
            boolean dashboard = !where.startsWith("Plateau");
            var matcher = METRIC.matcher(expression);
            while (matcher.find()) {
                String expected = "namespace=\"" + (dashboard ? "$namespace" : Chart.NAMESPACE) + "\"";
                assertTrue(matcher.group(2).contains(expected), where + ": " + matcher.group());
                assertTrue(matcher.group(2).contains("release=\"" + (dashboard ? "$release" : Chart.RELEASE) + "\"")
                        || matcher.group(2).contains("persistentvolumeclaim=~\""), where + ": " + matcher.group());
            }
            // No placeholder is left, and nothing but functions stands outside of selectors.
            String rest = METRIC.matcher(expression).replaceAll("").replaceAll("\"[^\"]*\"", "");
            Pattern.compile("[a-z_]+").matcher(rest).results().map(word -> word.group())
                    .forEach(word -> assertTrue(WORDS.contains(word), where + ": " + word));
            assertFalse(expression.contains("${"), expression);
        });
    }

    @Test
    void everyKindOfTroubleHasItsAlert() {
        assertEquals(new TreeSet<>(Set.of("PlateauConsumerSilent", "PlateauDeadLetters", "PlateauDiskAlmostFull",
                "PlateauDiskFills", "PlateauExperimentsFail", "PlateauExperimentsStandStill", "PlateauForgedEvents",
                "PlateauFrontDoorDown", "PlateauLagDoesNotFall", "PlateauPublishingFails", "PlateauWorkStuck")),
                new TreeSet<>(alerts("operators").keySet()));
        // What the chart does not run it cannot watch.
        assertFalse(alerts("external").keySet().stream().anyMatch(name -> name.matches(".*(Disk|Experiments).*")));
        assertTrue(alerts("external-scram").get("PlateauDiskAlmostFull").at("/expr").asText()
                .contains("=~\"plateau-database-[0-9]+\""));
        alerts("operators").forEach((name, alert) -> {
            assertTrue(Set.of("warning", "critical").contains(alert.at("/labels/severity").asText()), name);
            assertFalse(alert.at("/annotations/summary").asText().isBlank(), name);
            assertFalse(alert.at("/annotations/description").asText().isBlank(), name);
        });
    }

    @Test
    void theGuideSaysWhatToDoAboutEachAlert() throws IOException {
        String guide = Files.readString(Chart.DIRECTORY.resolve("README.md"));
        alerts("operators").keySet().forEach(name -> assertTrue(guide.contains("`" + name + "`"), name));
    }

    @Test
    void everyPodIsScrapedOnItsManagementPort() {
        JsonNode monitor = Chart.only("operators", "PodMonitor", "plateau").path("spec");
        assertEquals("management", monitor.at("/podMetricsEndpoints/0/port").asText());
        assertEquals("/q/metrics", monitor.at("/podMetricsEndpoints/0/path").asText());
        for (JsonNode deployment : Chart.ofKind("operators", "Deployment")) {
            assertTrue(ObjectsTest.selects(monitor.at("/selector/matchLabels"),
                    deployment.at("/spec/template/metadata/labels")), Chart.name(deployment));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipeline", "experiments"})
    void dashboardsAreGrafanas(String name) throws IOException {
        JsonNode map = Chart.only("operators", "ConfigMap", "plateau-dashboard-" + name);
        assertEquals("1", map.at("/metadata/labels/grafana_dashboard").asText());
        JsonNode dashboard = new ObjectMapper().readTree(map.at("/data").path("plateau-" + name + ".json").asText());
        assertEquals("plateau-" + name, dashboard.path("uid").asText());
        Set<Integer> ids = new HashSet<>();
        Set<String> places = new HashSet<>();
        dashboard.path("panels").forEach(panel -> {
            assertTrue(ids.add(panel.path("id").asInt()));
            assertTrue(places.add(panel.path("gridPos").toString()));
        });
        assertTrue(ids.size() >= 8);
    }

    private static Set<String> metrics(String expression) {
        return METRIC.matcher(expression).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    /** PromQL by where it is. */
    private static Map<String, String> expressions(String variant) {
        Map<String, String> expressions = new TreeMap<>();
        alerts(variant).forEach((name, alert) -> expressions.put(name, alert.path("expr").asText()));
        for (String name : List.of("pipeline", "experiments")) {
            for (JsonNode panel : Chart.file("files/dashboards/" + name + ".json").path("panels")) {
                panel.path("targets").forEach(target -> expressions.put(name + " " + panel.path("title").asText() + " "
                        + target.path("refId").asText(), target.path("expr").asText()));
            }
        }
        return expressions;
    }

    private static Map<String, JsonNode> alerts(String variant) {
        Map<String, JsonNode> alerts = new TreeMap<>();
        Chart.ofKind(variant, "PrometheusRule").forEach(rule -> rule.at("/spec/groups").forEach(
                group -> group.path("rules").forEach(alert -> alerts.put(alert.path("alert").asText(), alert))));
        return alerts;
    }
}
