package io.plateau.runtime.store;

import java.util.Locale;

import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;

/**
 * Tables and columns are named after entities and their fields: {@code TailFitEntity} is the table {@code tail_fit},
 * {@code breakpoint1Low} the column {@code breakpoint_1_low}. No entity names them itself.
 */
public final class SnakeCase extends PhysicalNamingStrategyStandardImpl {
    private static final String SUFFIX = "Entity$";
    /** Before an upper-case letter, and between a letter and a digit. */
    private static final String BREAK = "(?<!^)(?=[A-Z])|(?<=[A-Za-z])(?=[0-9])";

    @Override
    public Identifier toPhysicalTableName(Identifier name, JdbcEnvironment environment) {
        return name == null ? null : new Identifier(of(name.getText().replaceFirst(SUFFIX, "")), name.isQuoted());
    }

    @Override
    public Identifier toPhysicalColumnName(Identifier name, JdbcEnvironment environment) {
        return name == null ? null : new Identifier(of(name.getText()), name.isQuoted());
    }

    static String of(String name) {
        return name.replaceAll(BREAK, "_").toLowerCase(Locale.ROOT);
    }
}
