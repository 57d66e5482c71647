package io.plateau.inference.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.results.ResultTable.Column;
import io.plateau.results.ResultView;

/**
 * Rows of one experiment in one view, selected by query parameters: {@code column=value} (repeated: any of the values),
 * {@code column.from=value} and {@code column.to=value} (both inclusive), {@code columns=a,b}, {@code limit=n} and
 * {@code after=…}, where the previous page ended. Only rows of the one experiment are read, and values reach the database as
 * parameters.
 *
 * @param columns that are wanted, in order
 * @param conditions in SQL, beside that on the experiment
 * @param values of the conditions' parameters
 * @param limit most rows; null for all
 */
public record RowQuery(ResultTable table, List<Column> columns, List<String> conditions, List<String> values,
        Integer limit) {
    public static final String COLUMNS = "columns";
    public static final String LIMIT = "limit";
    public static final String AFTER = "after";
    /** Rows of a page are held in memory. */
    public static final int LARGEST_PAGE = 10_000;
    private static final String FROM = ".from";
    private static final String TO = ".to";

    /**
     * @param parameters of the query, without those that are about the form of the answer
     * @throws UnprocessableException saying which parameter is wrong and what would be right
     */
    public static RowQuery of(ResultTable table, Map<String, List<String>> parameters) {
        List<String> conditions = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<Column> columns = table.columns();
        Integer limit = null;
        // In one order whatever the client's: the same rows are then the same query.
        for (Map.Entry<String, List<String>> parameter : new TreeMap<>(parameters).entrySet()) {
            String name = parameter.getKey();
            switch (name) {
                case COLUMNS -> columns = columns(table, once(name, parameter.getValue()));
                case LIMIT -> limit = limit(once(name, parameter.getValue()));
                case AFTER -> after(table, once(name, parameter.getValue()), conditions, values);
                default -> condition(table, name, parameter.getValue(), conditions, values);
            }
        }
        return new RowQuery(table, columns, conditions, values, limit);
    }

    private static String once(String name, List<String> given) {
        if (given.size() != 1) {
            throw new UnprocessableException(
                    "the query parameter '" + name + "' is given " + given.size() + " times; give it once");
        }
        return given.get(0);
    }

    private static List<Column> columns(ResultTable table, String names) {
        return Arrays.stream(names.split(",", -1)).map(name -> column(table, name, COLUMNS)).toList();
    }

    private static Integer limit(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LARGEST_PAGE) {
            throw new UnprocessableException("the query parameter 'limit' is '" + text
                    + "'; it must be a whole number from 1 to " + LARGEST_PAGE + "; without it all rows come");
        }
        return Integer.valueOf(text);
    }

    private static void after(ResultTable table, String token, List<String> conditions, List<String> values) {
        List<Column> key = table.key();
        List<String> place = PagePlace.read(token);
        boolean fits = !key.isEmpty() && place.size() == key.size();
        for (int i = 0; fits && i < key.size(); i++) {
            fits = key.get(i).type().accepts(place.get(i));
        }
        if (!fits) {
            throw new UnprocessableException("the query parameter 'after' is none of results." + table.name()
                    + "; take it from the link to the next page, as it is");
        }
        conditions.add("(" + key.stream().map(Column::comparable).collect(Collectors.joining(", ")) + ") > ("
                + key.stream().map(RowQuery::parameter).collect(Collectors.joining(", ")) + ")");
        values.addAll(place);
    }

    private static void condition(ResultTable table, String name, List<String> given, List<String> conditions,
            List<String> values) {
        String suffix = name.endsWith(FROM) ? FROM : name.endsWith(TO) ? TO : "";
        Column column = column(table, name.substring(0, name.length() - suffix.length()), name);
        if (!column.type().canBeChosenBy()) {
            throw new UnprocessableException("rows cannot be chosen by the column " + column.name() + ", which is "
                    + column.sqlType());
        }
        for (String value : given) {
            if (!column.type().accepts(value)) {
                throw new UnprocessableException("the query parameter '" + name + "' is '" + value + "'; it must be "
                        + column.type().words());
            }
        }
        if (suffix.isEmpty()) {
            conditions.add(column.quoted() + " IN ("
                    + given.stream().map(value -> parameter(column)).collect(Collectors.joining(", ")) + ")");
            values.addAll(given);
        } else {
            conditions.add(column.comparable() + (suffix.equals(FROM) ? " >= " : " <= ") + parameter(column));
            values.add(once(name, given));
        }
    }

    private static Column column(ResultTable table, String name, String parameter) {
        return table.column(name).orElseThrow(() -> new UnprocessableException("results." + table.name()
                + " has no column '" + name + "', which the query parameter '" + parameter + "' names; it has "
                + table.columnNames() + "; known beside columns: after, columns, format, limit"));
    }

    /** A value that arrives as text. */
    private static String parameter(Column column) {
        return "CAST(? AS " + column.sqlType() + ")";
    }

    /** Parameters are the experiment's identifier, then {@link #values}. One row more than the limit shows whether there are more. */
    String sql() {
        String wanted = columns.stream().map(Column::quoted).collect(Collectors.joining(", "));
        // The key as text, to say where a page ends; with names of its own, or the order would not know which is meant.
        String place = table.key().stream().map(column -> ", " + column.quoted() + "::text AS \"" + column.name()
                + " as text\"").collect(Collectors.joining());
        String where = conditions.stream().map(condition -> " AND " + condition).collect(Collectors.joining());
        String order = table.key().isEmpty()
                ? ""
                : " ORDER BY " + table.key().stream().map(Column::comparable).collect(Collectors.joining(", "));
        return "SELECT " + wanted + place + " FROM results." + table.name() + " WHERE " + ResultView.EXPERIMENT + " = ?"
                + where + order + (limit == null ? "" : " LIMIT " + (limit + 1));
    }
}
