package io.plateau.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.AdminClientConfig;

/** The environment variables that a service reads, from its sources: properties files, {@code @ConfigProperty}, mappings. */
final class Settings {
    /** Read by the JVM and by libraries; the inference service's README says what they are for. */
    private static final Set<String> OF_LIBRARIES = Set.of("JAVA_TOOL_OPTIONS", "PYTORCH_LIBRARY_PATH",
            "PYTORCH_VERSION",
            "PYTORCH_FLAVOR", "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE");
    private static final Pattern PROPERTY = Pattern.compile("(?m)^(%\\w+\\.)?([a-z][\\w.\"-]*)=(.*)$");
    /** {@code ${HF_TOKEN:}} in a properties file. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z_]+)[:}]");
    private static final Pattern INJECTED = Pattern
            .compile("@ConfigProperty\\(\\s*name = (?:\"([\\w.-]+)\"|(\\w+))(?:, defaultValue = \"([^\"]*)\")?");
    private static final Pattern CONSTANT = Pattern.compile("String (\\w+) = \"(plateau\\.[\\w.-]+)\"");
    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(\\s*prefix = \"([\\w.-]+)\"");
    private static final Pattern METHOD = Pattern.compile("(?m)^    [\\w<>.]+ (\\w+)\\(\\);");

    private final Set<String> variables = new HashSet<>(OF_LIBRARIES);
    /** Shipped values by variable. */
    private final Map<String, String> fallbacks = new HashMap<>();

    private Settings() {
    }

    /** Of a service and of the runtime that all share. */
    static Settings of(String service) throws IOException {
        Settings settings = new Settings();
        // Ports: Quarkus's defaults at one service are settings of another.
        matches(PROPERTY,
                Files.readString(Chart.REPOSITORY.resolve("graph-service/src/main/resources/application.properties")),
                match -> {
                    if (match.group(2).startsWith("quarkus.")) {
                        settings.add(match.group(2));
                    }
                });
        AdminClientConfig.configNames().forEach(name -> settings.add("kafka." + name));
        for (String module : List.of("deploy/runtime", service + "-service")) {
            Path main = Chart.REPOSITORY.resolve(module).resolve("src/main");
            try (Stream<Path> files = Files.walk(main)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = file.getFileName().toString();
                    if (name.equals("application.properties") || name.equals("microprofile-config.properties")) {
                        String text = Files.readString(file);
                        matches(PROPERTY, text, match -> {
                            settings.add(match.group(2));
                            if (match.group(1) == null) {
                                settings.fallbacks.put(variable(match.group(2)), match.group(3));
                            }
                        });
                        matches(VARIABLE, text, match -> settings.variables.add(match.group(1)));
                    } else if (name.endsWith(".java")) {
                        settings.addInjected(Files.readString(file));
                    }
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return settings;
    }

    boolean reads(String variable) {
        return variables.contains(variable);
    }

    /** What is this project's own, with its shipped value or null: not the framework's and not the libraries'. */
    Map<String, String> own() {
        Map<String, String> own = new HashMap<>();
        variables.stream().filter(name -> name.startsWith("PLATEAU_") || name.startsWith("HF_"))
                .forEach(name -> own.put(name, fallback(name)));
        return own;
    }

    /** The shipped value, null where there is none. */
    String fallback(String variable) {
        return fallbacks.get(variable);
    }

    private void addInjected(String source) {
        if (source.contains("@ConfigProperty")) {
            matches(INJECTED, source, match -> {
                if (match.group(1) != null) {
                    add(match.group(1));
                    if (match.group(3) != null) {
                        fallbacks.put(variable(match.group(1)), match.group(3));
                    }
                } else {
                    matches(CONSTANT, source, constant -> {
                        if (constant.group(1).equals(match.group(2))) {
                            add(constant.group(2));
                        }
                    });
                }
            });
        }
        matches(MAPPING, source, mapping -> matches(METHOD, source,
                method -> add(mapping.group(1) + "." + method.group(1).replaceAll("([A-Z])", "-$1"))));
    }

    /** MicroProfile Config's rule: what is neither letter nor digit is an underscore. */
    private void add(String property) {
        variables.add(variable(property));
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static void matches(Pattern pattern, String text, java.util.function.Consumer<Matcher> use) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            use.accept(matcher);
        }
    }
}
