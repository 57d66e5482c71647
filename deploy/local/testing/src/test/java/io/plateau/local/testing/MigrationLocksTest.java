package io.plateau.local.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Services work while a newer version migrates: a migration that locks two tables could deadlock with them. */
class MigrationLocksTest {
    private static final Path PROJECT = Path.of("../../..").toAbsolutePath().normalize();

    private static final String NAME = "(?:IF (?:NOT )?EXISTS )?(?:ONLY )?([a-z_.]+)";

    private static final Pattern LOCKED = Pattern
            .compile("(?:ALTER|DROP|TRUNCATE|LOCK) TABLE " + NAME + "|INDEX [a-z_ ]*ON " + NAME,
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern CREATED = Pattern.compile("CREATE TABLE " + NAME, Pattern.CASE_INSENSITIVE);

    @Test
    void noMigrationLocksTwoTablesThatWereThereBefore() throws IOException {
        List<Path> migrations;
        try (Stream<Path> files = Files.walk(PROJECT)) {
            migrations = files.filter(f -> f.toString().matches(".*/src/main/resources/db/[a-z]+/V[0-9_]+__\\w+\\.sql"))
                    .toList();
        }
        assertFalse(migrations.isEmpty());
        for (Path migration : migrations) {
            Set<String> locked = lockedTables(Files.readString(migration));
            assertFalse(locked.size() > 1, () -> migration + " locks " + locked);
        }
    }

    @Test
    void whatAMigrationCreatesItMayAlter() {
        assertEquals(Set.of(),
                lockedTables("CREATE TABLE a (i int);\nCREATE INDEX ON a (i); ALTER TABLE a ADD j int;"));
        assertEquals(Set.of("a", "b", "c"), lockedTables("alter table only a add j int;\nDROP TABLE IF EXISTS b;"
                + " CREATE UNIQUE INDEX i ON c (j);"));
    }

    private static Set<String> lockedTables(String script) {
        String plain = script.replaceAll("--.*", "").replaceAll("\\s+", " ").replaceAll("'[^']*'", "''");
        Set<String> tables = names(LOCKED, plain);
        tables.removeAll(names(CREATED, plain));
        return tables;
    }

    private static Set<String> names(Pattern pattern, String script) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = pattern.matcher(script);
        while (matcher.find()) {
            names.add((matcher.group(1) != null || matcher.groupCount() == 1 ? matcher.group(1) : matcher.group(2))
                    .toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
