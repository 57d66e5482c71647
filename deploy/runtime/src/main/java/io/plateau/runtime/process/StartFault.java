package io.plateau.runtime.process;

import java.net.BindException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.common.KafkaException;
import org.flywaydb.core.api.exception.FlywayValidateException;

import io.plateau.runtime.store.DatabaseFault;
import io.quarkus.runtime.QuarkusBindException;

/** Explains in a sentence why a service could not start, where the cause is its configuration or what surrounds it. */
final class StartFault {
    private static final String NAME = "\"?([a-z][\\w.-]*)\"?";
    /** Messages of the configuration library, which name the property first and the value, if any, second. */
    private static final Pattern UNREADABLE = Pattern.compile("The config property " + NAME
            + " with the config value \"(.*?)\" threw|Failed to load config value of type .* for: " + NAME,
            Pattern.DOTALL);
    private static final Pattern EMPTY = Pattern.compile("The config property " + NAME + " is defined as the empty");
    private static final Pattern ABSENT = Pattern.compile("The config property " + NAME
            + " is required but it could not be found|Could not expand value " + NAME + " in property");
    private static final Pattern SECRET = Pattern.compile(".*(password|keys|token|jaas).*");

    private StartFault() {
    }

    /**
     * @param failure what stopped the start
     * @param setting value of a setting by name; null where it has none
     * @param fallback the shipped value of a setting by name; null where there is none
     * @return empty when it is a fault of the program itself
     */
    static Optional<String> sentence(Throwable failure, Function<String, String> setting,
            Function<String, String> fallback) {
        Set<String> settings = new LinkedHashSet<>();
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            addSettings(settings, String.valueOf(cause.getMessage()), setting, fallback);
            root = cause;
        }
        if (!settings.isEmpty()) {
            return Optional.of(String.join("; ", settings));
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof QuarkusBindException bind) {
                return Optional.of("port " + bind.getPort() + " of " + bind.getHost()
                        + " cannot be listened on: another"
                        + " process has it, or it needs rights; QUARKUS_HTTP_PORT and QUARKUS_MANAGEMENT_PORT name others");
            }
            if (cause instanceof KafkaException && !(root instanceof RuntimeException own && isOwn(own))) {
                return Optional.of("no client of Kafka can be made: " + root.getMessage()
                        + "; correct the variables KAFKA_...");
            }
        }
        if (root instanceof BindException) {
            return Optional.of("the HTTP or management port cannot be listened on: " + root.getMessage()
                    + "; QUARKUS_HTTP_PORT and QUARKUS_MANAGEMENT_PORT name others");
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FlywayValidateException) {
                return Optional.of("the schema of role " + setting.apply("quarkus.datasource.username")
                        + " was migrated by another version: "
                        + String.valueOf(cause.getMessage()).replaceAll("\\s*\\n\\s*", " ")
                        + "; run the version that migrated it, or a later one");
            }
        }
        Optional<String> database = DatabaseFault.sentence(failure, setting.apply("quarkus.datasource.jdbc.url"),
                setting.apply("quarkus.datasource.username"));
        return database.isPresent()
                ? database
                : Optional.ofNullable(root.getMessage()).filter(isOwn(root) ? message -> true : message -> false);
    }

    private static void addSettings(Set<String> sentences, String message, Function<String, String> setting,
            Function<String, String> fallback) {
        for (Matcher found = UNREADABLE.matcher(message); found.find();) {
            String name = found.group(1) == null ? found.group(3) : found.group(1);
            String value = found.group(2) == null ? setting.apply(name) : found.group(2);
            sentences.add(variable(name) + (value == null
                    ? " is not set"
                    : " is " + (SECRET.matcher(name).matches() ? "malformed" : "'" + value + "', which cannot be read"))
                    + fallback(fallback.apply(name)));
        }
        for (Matcher found = EMPTY.matcher(message); found.find();) {
            sentences.add(variable(found.group(1)) + " is empty" + fallback(fallback.apply(found.group(1))));
        }
        for (Matcher found = ABSENT.matcher(message); found.find();) {
            String name = found.group(1) == null ? found.group(2) : found.group(1);
            sentences.add(variable(name) + " is not set, and has no default");
        }
    }

    private static String fallback(String value) {
        return value == null ? "" : "; the default is " + value;
    }

    /** As it is set in the environment, and by its name. */
    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT) + " (" + property + ")";
    }

    /** Whether the sentence was written here: domain objects check what they are made from. */
    private static boolean isOwn(Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith("io.plateau.")
                && (cause instanceof IllegalArgumentException || cause.getClass().getName().startsWith("io.plateau."));
    }
}
