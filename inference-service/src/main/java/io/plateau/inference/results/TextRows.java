package io.plateau.inference.results;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.plateau.inference.results.ResultTable.Column;

/** Rows as JSON or CSV. */
final class TextRows implements RowWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Column> columns;
    private final JsonGenerator out;
    private final boolean nested;

    /** @param nested whether lists and objects are written as such; else as their text in JSON */
    TextRows(List<Column> columns, JsonGenerator out, boolean nested) {
        this.columns = columns;
        this.out = out;
        this.nested = nested;
    }

    @Override
    public void write(ResultSet row) throws SQLException, IOException {
        out.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
            out.writeFieldName(columns.get(i).name());
            value(row, i + 1, columns.get(i));
        }
        out.writeEndObject();
    }

    private void value(ResultSet row, int index, Column column) throws SQLException, IOException {
        if (row.getObject(index) == null) {
            out.writeNull();
            return;
        }
        switch (column.type()) {
            case INTEGER -> out.writeNumber(row.getLong(index));
            case NUMBER -> number(row, index, column.sqlType());
            case BOOLEAN -> out.writeBoolean(row.getBoolean(index));
            case TIMESTAMP -> out.writeString(row.getObject(index, OffsetDateTime.class).toString());
            case TEXT -> out.writeString(row.getString(index));
            case JSON -> nested(row.getString(index));
            case LIST -> nested(JSON.writeValueAsString(row.getArray(index).getArray()));
        }
    }

    private void nested(String json) throws IOException {
        if (nested) {
            out.writeRawValue(json);
        } else {
            out.writeString(json);
        }
    }

    /** With the digits of its own precision: 0.1 of four bytes is no 0.10000000149011612. */
    private void number(ResultSet row, int index, String sqlType) throws SQLException, IOException {
        switch (sqlType) {
            case "real" -> out.writeNumber(row.getFloat(index));
            case "numeric" -> out.writeNumber(row.getBigDecimal(index));
            default -> out.writeNumber(row.getDouble(index));
        }
    }

    @Override
    public void end() throws IOException {
        out.close();
    }
}
