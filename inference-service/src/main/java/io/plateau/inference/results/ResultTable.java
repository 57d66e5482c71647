package io.plateau.inference.results;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.plateau.results.ResultView;

/**
 * A view of the schema {@code results} as it is in the database.
 *
 * @param view with the columns that tell the rows of one experiment apart
 * @param description what a row is
 * @param columns in the view's order
 */
public record ResultTable(ResultView view, String description, List<Column> columns) {

    /**
     * @param sqlType as PostgreSQL calls it
     * @param definition with its unit
     */
    public record Column(String name, String sqlType, String definition) {
        ColumnType type() {
            return ColumnType.of(sqlType);
        }

        /** In SQL. */
        String quoted() {
            return '"' + name + '"';
        }

        /** In SQL, where order or comparison must not depend on the database's locale. */
        String comparable() {
            return type() == ColumnType.TEXT ? quoted() + " COLLATE \"C\"" : quoted();
        }
    }

    public String name() {
        return view.name();
    }

    Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    List<Column> key() {
        return view.key().stream().map(name -> column(name).orElseThrow()).toList();
    }

    String columnNames() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
