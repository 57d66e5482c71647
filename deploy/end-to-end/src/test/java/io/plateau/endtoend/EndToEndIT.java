package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.database.LocalDatabase;
import io.plateau.local.database.LocalDatabase.Durability;
import io.plateau.local.service.FrontDoor;
import io.plateau.local.testing.NumbersInViews;
import io.plateau.results.ResultCatalogue;

/** The packaged services, a real broker and a real database, from the request to the tables. */
@Order(1)
class EndToEndIT {
    // Several times what an idle machine of two cores needs.
    private static final Duration RUN = Duration.ofMinutes(6);
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofMinutes(1);
    private static final Pattern FRONT_DOOR = Pattern.compile("(?m)^ +inference-service\\S* +(http\\S+)/q/swagger-ui");
    private static final List<String> FILES = List.of("figure-1-tiny-neox.svg", "figure-1-tiny-neox.png",
            "figure-controls-tiny-neox.svg", "figure-controls-tiny-neox.png", "figure-heads-tiny-neox.svg",
            "figure-heads-tiny-neox.png", "figure-profiles-tiny-neox.svg", "figure-profiles-tiny-neox.png",
            "figure-effects-tiny-neox.svg", "figure-effects-tiny-neox.png", "figure-doses-tiny-neox.svg",
            "figure-doses-tiny-neox.png", "figure-intervals.svg", "figure-intervals.png", "table-1.csv", "table-2.csv",
            "regimes.csv",
            "tail-fits.csv",
            "communities.csv", "dimensionality.csv", "weight-spectra.csv", "heads.csv", "patching.csv", "verdicts.csv",
            "neuron-effects.csv", "role-enrichment.csv", "dose-response.csv", "sufficiency.csv",
            "experiment-tiny-neox.json");
    /** Views and the rows that one experiment has at least. */
    private static final List<View> VIEWS = List.of(new View("experiments", 1), new View("verdicts", 4),
            new View("ablation_blocks", 1), new View("figure_1", 2), new View("regimes", 2), new View("neurons", 2),
            new View("table_1", 3), new View("table_2", 5), new View("heads", 1), new View("attention", 1),
            new View("attention_profiles", 2), new View("patching", 1), new View("tail_fits", 2),
            new View("layer_graphs", 1), new View("graph_edges", 1), new View("neuron_effects", 2),
            new View("neuron_contexts", 16), new View("neuron_logits", 20), new View("role_enrichment", 8),
            new View("dose_response", 2), new View("joint_controls", 19), new View("sufficiency", 2));

    @TempDir
    Path directory;

    @Test
    void oneExperimentFromRequestToTablesAndNothingLeftBehind(TestReporter reporter) throws Exception {
        Path data = directory.resolve("data");
        Path out = directory.resolve("out");
        Path specification = Path.of("src/test/resources/small-experiment.json").toAbsolutePath();
        String[] options = {"--spec", specification.toString(), "--out", out.toString()};

        // When the command runs a small experiment, and keeps the services' classes for what starts later
        try (LauncherRun run = LauncherRun.start(directory.resolve("first.txt"), data,
                concat(options, "--record-classes"))) {
            int exit = run.await(RUN);
            // Then every stage completes, and the four services and PostgreSQL are gone
            assertEquals(0, exit, run::output);
            assertEquals(5, run.children().size(), run::output);
            assertGone(run.children());
            for (String file : FILES) {
                assertTrue(Files.size(out.resolve(file)) > 0, file);
            }
        }
        // And queries find it
        assertViewsHaveRows(data);
        // And no log has a password
        assertNoPasswordIn(data);

        int completed = 1;
        // When the command is run again on its data, to stay up
        try (LauncherRun run = LauncherRun.start(directory.resolve("second.txt"), data, concat(options, "--stay"))) {
            // Then the experiment is not run again
            run.awaitOutput("psql \"postgresql://analyst", START);
            // And the experiment can be taken away whole, every table of every service in it
            String frontDoor = frontDoor(run.output());
            String id = new FrontDoor(frontDoor).newest(1).get(0).id();
            assertEquals(
                    ResultCatalogue.OF_EXPERIMENTS.stream().map(view -> "results/" + view.name() + ".parquet").sorted()
                            .toList(),
                    files(frontDoor + "/experiments/" + id + "/archive", "results/"));
            assertEquals(List.of("figure-1", "figure-controls", "figure-doses", "figure-effects", "figure-heads",
                    "figure-intervals", "figure-profiles").stream()
                    .flatMap(name -> Stream.of("figures/" + name + ".png", "figures/" + name + ".svg")).toList(),
                    files(frontDoor + "/experiments/" + id + "/archive", "figures/"));
            String svg = new String(URI.create(frontDoor + "/experiments/" + id + "/figures/figure-1.svg").toURL()
                    .openStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(svg.contains("<svg") && svg.contains("tiny-neox"), svg);
            // And gone on with in Python
            Notebooks.execute(frontDoor, Map.of("PLATEAU_EXPERIMENT", id), Map.of("paper", 3, "neuron", 2), reporter);
            // And looked at
            Optional<Browser> browser = Browser.open(Path.of("target/pages"));
            if (browser.isEmpty()) {
                reporter.publishEntry("left out", "the page in a browser: chromium and chromedriver are not installed");
            } else {
                try (Browser open = browser.get()) {
                    new PageVisit(open, frontDoor).pay(id, "{\"model\": \"tiny-neox\", \"seed\": 12}");
                    completed++;
                }
            }
            // When it is told to stop, then nothing is left
            int exit = run.terminate(STOP);
            assertEquals(128 + 15, exit, run::output);
            assertEquals(5, run.children().size(), run::output);
            assertGone(run.children());
        }
        assertEquals(completed, count(data, "experiments WHERE status = 'COMPLETED'"));
    }

    private static String frontDoor(String output) {
        Matcher line = FRONT_DOOR.matcher(output);
        assertTrue(line.find(), output);
        return line.group(1);
    }

    /** Names of the files in a zip that begin so, sorted. */
    private static List<String> files(String zip, String prefix) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(URI.create(zip).toURL().openStream())) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().startsWith(prefix)) {
                    names.add(entry.getName());
                }
            }
        }
        return names.stream().sorted().toList();
    }

    private static void assertGone(Set<ProcessHandle> children) {
        // One without a command has ended and only waits for its parent to notice.
        List<ProcessHandle> living = children.stream().filter(child -> child.info().command().isPresent()).toList();
        assertTrue(living.isEmpty(),
                () -> "still alive: " + living.stream().map(child -> child.info().toString()).toList());
    }

    /** The analyst's password is no secret: the launcher prints it. */
    private static void assertNoPasswordIn(Path data) throws IOException {
        Properties passwords = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve("postgres/passwords.properties"))) {
            passwords.load(reader);
        }
        passwords.remove("analyst");
        assertEquals(5, passwords.size(), "the superuser's and the services'");
        try (Stream<Path> logs = Files.list(data.resolve("logs"))) {
            for (Path log : logs.filter(file -> file.toString().endsWith(".log")).toList()) {
                String text = Files.readString(log);
                passwords.forEach((role, password) -> assertFalse(text.contains(password.toString()),
                        () -> log.getFileName() + " has the password of " + role));
            }
        }
    }

    private static void assertViewsHaveRows(Path data) throws Exception {
        try (LocalDatabase database = LocalDatabase.start(data.resolve("postgres"), Durability.KEPT);
                Connection analyst = database.connect("analyst")) {
            for (View view : VIEWS) {
                int rows = count(analyst, view.name());
                assertTrue(rows >= view.rows(), () -> view.name() + " has " + rows + " rows");
            }
            // Made by one service over what it and another publish, whichever started first.
            assertEquals(count(analyst, "neurons"),
                    count(analyst, "neurons WHERE community_in_layer IS NOT NULL AND degree_in_layer IS NOT NULL"));
            Questions.assertAnswered(analyst);
            assertEquals(List.of(), NumbersInViews.notFinite(analyst, id(analyst)));
        }
    }

    private static String id(Connection analyst) throws Exception {
        try (Statement statement = analyst.createStatement();
                ResultSet rows = statement.executeQuery("SELECT experiment_id FROM results.experiments")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static int count(Path data, String view) throws Exception {
        try (LocalDatabase database = LocalDatabase.start(data.resolve("postgres"), Durability.KEPT);
                Connection analyst = database.connect("analyst")) {
            return count(analyst, view);
        }
    }

    private static int count(Connection analyst, String view) throws Exception {
        try (Statement statement = analyst.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM results." + view)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static String[] concat(String[] options, String last) {
        String[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = last;
        return all;
    }

    private record View(String name, int rows) {
    }
}
