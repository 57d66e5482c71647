package io.plateau.runtime.store;

import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Map;

/** From a record of the domain to the entity that stores it, where the two have the same values. */
public final class Fields {
    private Fields() {
    }

    /**
     * Sets every field of an entity that has a component's name to that component's value.
     *
     * @param renamed from the component's name to the field's, where they differ
     * @return the entity
     * @throws IllegalArgumentException where a component has no field, or one of another type
     */
    public static <E> E copy(Record record, E entity, Map<String, String> renamed) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String name = renamed.getOrDefault(component.getName(), component.getName());
            try {
                Field field = entity.getClass().getDeclaredField(name);
                field.setAccessible(true);
                component.getAccessor().setAccessible(true);
                field.set(entity, component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(entity.getClass().getSimpleName() + " cannot take " + name + " of "
                        + record.getClass().getSimpleName(), e);
            }
        }
        return entity;
    }

    /** Where all names are the same. */
    public static <E> E copy(Record record, E entity) {
        return copy(record, entity, Map.of());
    }
}
