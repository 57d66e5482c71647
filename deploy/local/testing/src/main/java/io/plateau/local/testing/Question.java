package io.plateau.local.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/**
 * A file of {@code deploy/questions} asked without psql, in the few commands of psql that those files use: {@code \ir} of the
 * choice of experiments, whose query's columns become variables, and {@code :'variable'}.
 */
public final class Question {
    private static final String INCLUDE = "\\ir chosen.psql";

    private final String choice;
    private final String text;

    private Question(String choice, String text) {
        this.choice = choice;
        this.text = text;
    }

    public static Question read(Path file) throws IOException {
        String text = Files.readString(file);
        if (text.lines().noneMatch(INCLUDE::equals)) {
            throw new IllegalArgumentException(file + " does not include the choice of experiments: " + INCLUDE);
        }
        return new Question(statement(Files.readString(file.resolveSibling("chosen.psql"))), statement(text));
    }

    /**
     * Asks it.
     *
     * @param statement of a connection that transfers values as text, so that digits are the server's
     * @param experiment an identifier; empty for the latest completed experiment of each model
     */
    public ResultSet ask(Statement statement, String experiment) throws SQLException {
        return statement.executeQuery(text.replace(":'chosen'", quoted(chosen(statement.getConnection(), experiment))));
    }

    /** The experiments that it is about. */
    public List<String> experiments(Connection connection, String experiment) throws SQLException {
        String array = chosen(connection, experiment);
        return array.length() == 2 ? List.of() : Arrays.asList(array.substring(1, array.length() - 1).split(","));
    }

    private String chosen(Connection connection, String experiment) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(choice.replace(":'experiment'", quoted(experiment)))) {
            row.next();
            return row.getString("chosen");
        }
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** The SQL of a file: its lines that are no commands of psql. */
    private static String statement(String file) {
        return String.join("\n", file.lines().filter(line -> !line.strip().startsWith("\\")).toList());
    }
}
