package io.plateau.local.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A migration runs while replicas of the version before are at work: it expands. What they no longer need is taken away by a later
 * version, in a migration that says so by its name: {@code V12__contract_name.sql}.
 */
class MigrationRulesTest {
    private static final Path PROJECT = Path.of("../../..").toAbsolutePath().normalize();
    /** What a replica of the version before would stumble over. */
    private static final Pattern CONTRACTS = Pattern.compile("(?is)\\bDROP\\s+(TABLE|COLUMN|VIEW|SCHEMA)\\b"
            + "|\\bRENAME\\s+(TO|COLUMN|CONSTRAINT)\\b|\\bALTER\\s+(COLUMN\\s+)?\\w+\\s+(SET\\s+DATA\\s+)?TYPE\\b"
            + "|\\bSET\\s+NOT\\s+NULL\\b|\\bADD\\s+COLUMN\\s+(?:(?!DEFAULT|,|;).)*\\bNOT\\s+NULL\\b(?:(?!DEFAULT|,|;).)*(?=,|;)"
            + "|\\bADD\\s+(CONSTRAINT\\s+\\w+\\s+)?(CHECK|UNIQUE|FOREIGN|PRIMARY)\\b");

    @Test
    void whatFollowsTheFirstMigrationOfASequenceExpands() throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(PROJECT, 8)) {
            files.filter(file -> file.toString().matches(".*/src/main/resources/db/\\w+/V\\d+__\\w+\\.sql"))
                    .forEach(all::add);
        }
        assertTrue(all.size() >= 5, all.toString());
        for (Path file : all) {
            String name = file.getFileName().toString();
            // The first makes a schema that is not there.
            boolean first = name.matches("V(1|10)__.*");
            assertFalse(!first && !name.contains("__contract_") && contracts(Files.readString(file)),
                    file + " takes away what replicas of the version before need");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALTER TABLE plan DROP COLUMN heads;", "DROP TABLE watch;",
            "ALTER TABLE plan RENAME TO plans;",
            "ALTER TABLE plan RENAME COLUMN heads TO h;", "ALTER TABLE plan ALTER COLUMN heads TYPE bigint;",
            "ALTER TABLE plan ALTER heads SET NOT NULL;", "ALTER TABLE plan ADD COLUMN a integer NOT NULL;",
            "ALTER TABLE plan ADD CONSTRAINT few CHECK (heads < 9);", "alter table plan\n  drop column heads;"})
    void contracting(String sql) {
        assertTrue(contracts(sql));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALTER TABLE plan ADD COLUMN a integer;",
            "CREATE TABLE b (a integer NOT NULL, CHECK (a > 1));",
            "ALTER TABLE plan ADD COLUMN a integer NOT NULL DEFAULT 7;", "CREATE INDEX i ON plan (heads);",
            "ALTER TABLE plan ADD COLUMN a integer DEFAULT 7 NOT NULL, ADD COLUMN b text;",
            "CREATE OR REPLACE VIEW results.a AS SELECT 1 AS a;"})
    void expanding(String sql) {
        assertFalse(contracts(sql));
    }

    @Test
    void commentsAreNoStatements() {
        assertEquals(false, contracts("-- nothing here may DROP TABLE plan;\nCREATE TABLE c (a integer);"));
    }

    private static boolean contracts(String sql) {
        return CONTRACTS.matcher(sql.replaceAll("--[^\n]*", "").replaceAll("'[^']*'", "''")).find();
    }
}
