package io.plateau.local.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.database.LocalDatabase;
import io.plateau.local.database.LocalDatabase.Durability;

/** The questions on the views that the services' migrations make; the end-to-end test puts them to a finished experiment. */
class QuestionsTest {
    private static final Path DIRECTORY = Path.of("../../questions").toAbsolutePath().normalize();

    @TempDir
    static Path directory;

    static LocalDatabase database;

    @BeforeAll
    static void experimentsOfTwoModels() throws Exception {
        database = LocalDatabase.start(directory, Durability.THROWAWAY);
        ServiceSchemas.migrate(database);
        // Only the choice needs experiments: a view in place of the service's.
        try (Connection superuser = database.superuser(); Statement statement = superuser.createStatement()) {
            statement.execute("CREATE SCHEMA chosen; CREATE VIEW chosen.experiments AS SELECT * FROM (VALUES"
                    + " ('old', 'a', 'COMPLETED', '2026-01-01'::timestamptz), ('new', 'a', 'COMPLETED', '2026-01-02'),"
                    + " ('failed', 'a', 'FAILED', '2026-01-03'), ('other', 'b', 'COMPLETED', '2025-01-01'),"
                    + " ('running', 'c', 'RUNNING', NULL)) e (experiment_id, model, status, finished_at)");
        }
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void eachIsAskedOfTheServicesOwnViews() throws Exception {
        List<Path> questions = questions();
        assertEquals(14, questions.size());
        try (Connection analyst = database.connect("analyst"); Statement statement = analyst.createStatement()) {
            for (Path file : questions) {
                try (ResultSet answer = Question.read(file).ask(statement, "")) {
                    assertEquals("experiment_id", answer.getMetaData().getColumnLabel(1), file.toString());
                    assertEquals("model", answer.getMetaData().getColumnLabel(2), file.toString());
                }
            }
        }
    }

    @Test
    void eachIsAboutTheExperimentThatIsNamedOrTheLatestCompletedOfEachModel() throws Exception {
        String choice = Files.readString(DIRECTORY.resolve("chosen.psql")).replace("results.experiments",
                "chosen.experiments");
        Path copy = Files.createDirectory(directory.resolve("questions"));
        Files.writeString(copy.resolve("chosen.psql"), choice);
        Path file = Files.copy(questions().get(0), copy.resolve("question.sql"));
        Question question = Question.read(file);
        try (Connection superuser = database.superuser()) {
            assertEquals(List.of("new", "other"), question.experiments(superuser, ""));
            assertEquals(List.of("old"), question.experiments(superuser, "old"));
            // Also a failed experiment: its reason may be of interest
            assertEquals(List.of("failed"), question.experiments(superuser, "failed"));
            assertEquals(List.of(), question.experiments(superuser, "it's unknown"));
        }
    }

    @Test
    void measuredValuesAreShownWithFourDigits() throws Exception {
        try (Connection analyst = database.connect("analyst"); Statement statement = analyst.createStatement()) {
            Question.read(questions().get(0)).ask(statement, "").close();
            try (ResultSet row = statement.executeQuery("SELECT (2::float8 / 3)::text, (123456.789::float8)::text")) {
                assertTrue(row.next());
                assertEquals("0.6667", row.getString(1));
                assertEquals("1.235e+05", row.getString(2));
            }
        }
    }

    private static List<Path> questions() throws Exception {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
        }
    }
}
