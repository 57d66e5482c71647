package io.plateau.contracts.specification;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A checkpoint of a training run: a model at a revision named by its step, {@code model@step512}.
 *
 * @param model name without the revision
 */
public record CheckpointName(String model, long step) {
    private static final Pattern NAME = Pattern.compile("(.+)@step([0-9]{1,15})");

    /** Empty where the name is that of no step. */
    public static Optional<CheckpointName> parse(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches()
                ? Optional.of(new CheckpointName(parts.group(1), Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return model + "@step" + step;
    }
}
