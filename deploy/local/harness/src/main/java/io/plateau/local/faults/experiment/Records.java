package io.plateau.local.faults.experiment;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

import io.plateau.contracts.Stage;
import io.plateau.local.faults.system.Database;
import io.plateau.local.service.Service;

/** State of experiments by the services' tables: the front door itself may have been struck. */
public final class Records {
    private final Database database;
    private Connection connection;

    public Records(Database database) {
        this.database = database;
    }

    /** As the inference service has it; {@code REQUESTED} when it does not know it yet. */
    public String status(String id) throws SQLException {
        String status = one("SELECT status FROM inference.experiment WHERE id = '" + id + "'");
        return status == null ? "REQUESTED" : status;
    }

    /** Why it failed; null when it did not. */
    public String reason(String id) throws SQLException {
        return one("SELECT reason FROM inference.experiment_run WHERE experiment_id = '" + id + "'");
    }

    /** Blocks that are in the ledgers of all services. */
    public long blocksDone(String id) throws SQLException {
        StringBuilder sum = new StringBuilder("SELECT 0");
        for (Service service : Service.values()) {
            sum.append(" + (SELECT count(*) FROM ").append(service.label())
                    .append(".ledger WHERE experiment_id = '").append(id).append("')");
        }
        return Long.parseLong(one(sum.toString()));
    }

    /** Rows of an experiment in the tables of all services, except those that outlive its deletion. */
    long rows(String id) throws SQLException {
        String tables = one("SELECT string_agg(format('SELECT count(*) AS n FROM %I.%I WHERE experiment_id = %L',"
                + " table_schema, table_name, '" + id + "'), ' UNION ALL ') FROM information_schema.columns"
                + " JOIN information_schema.tables USING (table_schema, table_name)"
                + " WHERE column_name = 'experiment_id' AND table_type = 'BASE TABLE' AND table_name <> 'experiment_run'"
                + " AND table_schema IN ('" + Arrays.stream(Service.values()).map(Service::label)
                        .collect(Collectors.joining("', '"))
                + "')");
        return Long.parseLong(one("SELECT sum(n) FROM (" + tables + ") AS counts"));
    }

    /** Whether all blocks of a stage are done. */
    boolean hasDone(String id, Stage stage) throws SQLException {
        return one("SELECT 1 FROM " + stage.service() + ".ledger WHERE experiment_id = '" + id
                + "' AND stage = '" + stage.label() + "' HAVING count(*) = max(blocks)") != null;
    }

    /** Whether all blocks of a stage but one are committed. */
    boolean lacksOne(String id, Stage stage) throws SQLException {
        return one("SELECT 1 FROM " + stage.service() + ".ledger WHERE experiment_id = '" + id + "' AND stage = '"
                + stage.label() + "' HAVING count(*) = max(blocks) - 1") != null;
    }

    /** Whether all blocks of a stage have been done for so long, by the clocks of those that did them. */
    boolean hasDoneFor(Duration time, String id, Stage stage) throws SQLException {
        return one("SELECT 1 FROM " + stage.service() + ".ledger WHERE experiment_id = '" + id + "' AND stage = '"
                + stage.label() + "' HAVING count(*) = max(blocks) AND max(completed_at) < now() - interval '"
                + time.toSeconds() + " s'") != null;
    }

    /** Over a connection that is kept, for it asks often; after a failure the next question makes another. */
    private synchronized String one(String query) throws SQLException {
        if (connection == null) {
            connection = database.superuser();
        }
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            connection.close();
            connection = null;
            throw e;
        }
    }
}
