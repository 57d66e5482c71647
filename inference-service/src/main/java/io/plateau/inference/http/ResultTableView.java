package io.plateau.inference.http;

import java.util.List;

import io.plateau.inference.results.ResultTable;

/**
 * A view of results.
 *
 * @param key columns that tell the rows of one experiment apart, by which they are ordered
 * @param href where its rows are
 */
public record ResultTableView(String name, String description, List<String> key, List<Column> columns, String href) {

    /** @param definition with its unit */
    public record Column(String name, String type, String definition) {
    }

    static ResultTableView of(ResultTable table, String href) {
        return new ResultTableView(table.name(), table.description(), table.view().key(), table.columns().stream()
                .map(column -> new Column(column.name(), column.sqlType(), column.definition())).toList(), href);
    }
}
