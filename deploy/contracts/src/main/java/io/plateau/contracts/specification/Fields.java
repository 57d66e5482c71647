package io.plateau.contracts.specification;

import static io.plateau.contracts.specification.Require.that;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** What the records of the specification say of a field that is given a list. */
final class Fields {
    private Fields() {
    }

    /** Declared type of a field; {@code Object} of one that the record does not know and that will be refused. */
    static Class<?> typeOf(Class<?> record, String name) {
        for (RecordComponent component : record.getRecordComponents()) {
            if (component.getName().equals(name)) {
                return component.getType();
            }
        }
        return Object.class;
    }

    /** Whether a list is a list of variants, rather than the value of a field that is a list by nature. */
    static boolean hasVariants(String path, Class<?> type, JsonNode list) {
        that(!type.isRecord(), path + " is a list; lists of variants belong to its fields, such as"
                + " \"graph\": {\"objective\": [\"signed\", \"absolute\"]}");
        if (!List.class.isAssignableFrom(type)) {
            return true;
        }
        boolean anyInner = false;
        boolean allInner = true;
        for (JsonNode element : list) {
            anyInner |= element.isArray();
            allInner &= element.isArray() || element.isNull();
        }
        that(!anyInner || allInner,
                path + " is " + list + "; it must be one list, or for variants a list of lists (or null, the default)");
        return anyInner;
    }

    /** The values of a list of variants: at least one, none twice. */
    static List<JsonNode> values(String path, JsonNode list) {
        that(!list.isEmpty(), path + " is an empty list; name at least one value or leave the field out");
        that(list.size() > 1 || !list.get(0).isNull(),
                path + " is a list of nothing but null; name at least one value or leave the field out");
        List<JsonNode> values = new ArrayList<>();
        for (JsonNode value : list) {
            that(!values.contains(value), path + " names " + value + " twice; name each value once");
            values.add(value);
        }
        return values;
    }
}
