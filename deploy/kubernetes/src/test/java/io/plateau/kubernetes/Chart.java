package io.plateau.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;

/** The chart, and what each of its value files makes of it. */
final class Chart {
    /** The working directory of a test is the module's, which is the chart's. */
    static final Path DIRECTORY = Path.of("").toAbsolutePath();
    static final Path REPOSITORY = DIRECTORY.resolve("../..").normalize();
    static final ObjectMapper YAML = YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();
    static final String RELEASE = "plateau";
    static final String NAMESPACE = "plateau";

    private static final Map<String, List<JsonNode>> RENDERED = new ConcurrentHashMap<>();

    private Chart() {
    }

    /** Names of the value files, without their ending. */
    static Stream<String> variants() {
        try (Stream<Path> files = Files.list(DIRECTORY.resolve("ci"))) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", "")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every object of a variant. */
    static List<JsonNode> render(String variant) {
        return RENDERED.computeIfAbsent(variant, name -> {
            List<JsonNode> objects = parse(template(DIRECTORY.resolve("ci/" + name + ".yaml")));
            keep(name, objects);
            return objects;
        });
    }

    /** @throws IllegalStateException with Helm's message */
    static String template(Path values) {
        return template(RELEASE, values);
    }

    static String template(String release, Path values) {
        return new Helm(DIRECTORY).template().withName(release).withNamespace(NAMESPACE).withValuesFile(values).call();
    }

    static List<JsonNode> parse(String manifests) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(manifests)) {
            List<JsonNode> objects = new ArrayList<>();
            documents.forEachRemaining(document -> {
                if (!document.isNull() && !document.isMissingNode()) {
                    objects.add(document);
                }
            });
            return List.copyOf(objects);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> ofKind(String variant, String kind) {
        return render(variant).stream().filter(object -> kind(object).equals(kind))
                .sorted(Comparator.comparing(Chart::name)).toList();
    }

    static JsonNode only(String variant, String kind, String name) {
        List<JsonNode> found = ofKind(variant, kind).stream().filter(object -> name(object).equals(name)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " objects " + kind + " " + name + " in " + variant);
        }
        return found.get(0);
    }

    static String kind(JsonNode object) {
        return object.path("kind").asText();
    }

    static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    /** Which deployment an object belongs to; empty where it belongs to none. */
    static String component(JsonNode object) {
        return object.path("metadata").path("labels").path("app.kubernetes.io/component").asText();
    }

    /** Fields of an object by name. */
    static Map<String, JsonNode> fields(JsonNode object) {
        Map<String, JsonNode> fields = new java.util.TreeMap<>();
        object.fields().forEachRemaining(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }

    static JsonNode file(String name) {
        try {
            return YAML.readTree(DIRECTORY.resolve(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For tools outside the build. */
    private static void keep(String name, List<JsonNode> objects) {
        try {
            Path file = DIRECTORY.resolve("target/rendered/" + name + ".yaml");
            Files.createDirectories(file.getParent());
            StringBuilder text = new StringBuilder();
            for (JsonNode object : objects) {
                text.append(YAML.writeValueAsString(object));
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
