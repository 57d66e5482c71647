package io.plateau.local.export;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;

import io.plateau.local.export.ResultsSchema.Column;

/** Values as text from which each could be had back to the last bit. */
final class ExactText {
    static final String NULL = "\\N";

    private ExactText() {
    }

    /** @throws ExportException for a type of which no exact text is agreed */
    static String of(ResultSet row, int index, Column column) throws SQLException {
        if (row.getObject(index) == null) {
            return NULL;
        }
        return switch (column.type()) {
            case "double precision" -> bits(row.getDouble(index));
            case "smallint", "integer", "bigint" -> Long.toString(row.getLong(index));
            case "numeric" -> row.getBigDecimal(index).toPlainString();
            case "boolean" -> Boolean.toString(row.getBoolean(index));
            // PostgreSQL keeps jsonb in one order of keys, whatever order it was written in.
            case "text", "jsonb" -> escaped(row.getString(index));
            case "integer[]", "bigint[]", "double precision[]", "text[]" -> array(row.getArray(index));
            default -> throw new ExportException("column " + column.name() + " is of type " + column.type()
                    + ", for which the export has no exact text");
        };
    }

    private static String array(Array array) throws SQLException {
        StringBuilder text = new StringBuilder("{");
        for (Object element : (Object[]) array.getArray()) {
            text.append(text.length() == 1 ? "" : ",");
            if (element instanceof Double number) {
                text.append(bits(number));
            } else if (element instanceof String words) {
                text.append('"').append(escaped(words).replace("\"", "\\\"")).append('"');
            } else {
                text.append(element == null ? NULL : element.toString());
            }
        }
        return text.append('}').toString();
    }

    private static String bits(double number) {
        return HexFormat.of().toHexDigits(Double.doubleToRawLongBits(number));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
    }
}
