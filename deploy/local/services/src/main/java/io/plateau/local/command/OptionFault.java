package io.plateau.local.command;

import java.util.Set;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Describes what is wrong with an option, without the type that its value is read as. */
public final class OptionFault {
    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class, long.class, Long.class);

    private OptionFault() {
    }

    /** A sentence without a full stop. */
    public static String of(ParameterException e) {
        // The subclasses are of options that are missing, unknown or given twice.
        if (e.getClass() == ParameterException.class && e.getArgSpec() instanceof OptionSpec option
                && WHOLE.contains(option.type())) {
            return option.longestName() + " takes a whole number, not '" + e.getValue() + "'";
        }
        return e.getMessage();
    }
}
