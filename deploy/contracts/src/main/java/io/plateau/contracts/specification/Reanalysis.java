package io.plateau.contracts.specification;

import static io.plateau.contracts.specification.Require.that;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An experiment that takes over the blocks of another one, its source, and repeats what follows from them. It is specified by what
 * differs, and may differ only where the blocks would be the same.
 */
public final class Reanalysis {
    private static final String SOURCE = "reanalysisOf";
    private static final String KEEP = "keepPartialResults";

    /** Sections of the specification that only analyses read, but for these fields of theirs, by which blocks were computed. */
    private static final Map<String, Set<String>> CHANGEABLE = new TreeMap<>(Map.of(
            "regimes", Set.of(),
            "graph", Set.of("observations", "observationGroup", "weightSpectra"),
            "attention", Set.of("layers", "layerRange", "concentration", "profileOffsets"),
            "mechanisms", Set.of("effects", "nullSpace"),
            KEEP, Set.of(), SOURCE, Set.of()));

    private Reanalysis() {
    }

    /**
     * A document with the fields of the source where it has none of its own; as it is where it names no source.
     *
     * @param specification of an experiment that can be analysed again, by its identifier
     * @throws InvalidSpecificationException when the source is no single experiment
     */
    public static String fill(String document, Function<String, ExperimentSpecification> specification) {
        if (!(ExperimentSpecification.tree(document) instanceof ObjectNode given) || !given.hasNonNull(SOURCE)) {
            return document;
        }
        JsonNode source = given.get(SOURCE);
        that(source.isTextual(), SOURCE + " is " + source + "; it must be the identifier of one experiment, as a text");
        ObjectNode filled = tree(specification.apply(source.textValue()));
        // A copy of a copy is kept only where that is requested again.
        filled.remove(KEEP);
        overlay(filled, given);
        return filled.toString();
    }

    /** Fields of sections one by one; null stands for the default. */
    private static void overlay(ObjectNode filled, ObjectNode given) {
        given.fields().forEachRemaining(field -> {
            if (field.getValue() instanceof ObjectNode section
                    && filled.get(field.getKey()) instanceof ObjectNode own) {
                overlay(own, section);
            } else {
                filled.set(field.getKey(), field.getValue());
            }
        });
    }

    /**
     * Holds an experiment to its source.
     *
     * @param source of the experiment that it names
     * @throws InvalidSpecificationException naming the fields that differ and must not
     */
    public static void require(ExperimentSpecification reanalysis, ExperimentSpecification source) {
        Map<String, JsonNode> ours = leaves(reanalysis);
        Map<String, JsonNode> theirs = leaves(source);
        List<String> wrong = new ArrayList<>();
        Map<String, JsonNode> all = new TreeMap<>(theirs);
        all.putAll(ours);
        all.keySet().stream().filter(path -> !isChangeable(path)).forEach(path -> {
            String own = text(ours.get(path));
            String other = text(theirs.get(path));
            if (!own.equals(other)) {
                wrong.add(path + " is " + own + " where experiment " + reanalysis.reanalysisOf() + " has " + other);
            }
        });
        that(wrong.isEmpty(), String.join(", ", wrong) + "; a re-analysis takes blocks over and can change only "
                + CHANGEABLE.entrySet().stream().filter(section -> !section.getKey().equals(SOURCE))
                        .map(Reanalysis::words).collect(Collectors.joining(", ")));
    }

    private static String words(Map.Entry<String, Set<String>> section) {
        return section.getValue().isEmpty()
                ? section.getKey()
                : section.getKey() + " (except "
                        + section.getValue().stream().sorted().collect(Collectors.joining(", "))
                        + ")";
    }

    private static boolean isChangeable(String path) {
        String[] parts = path.split("\\.", 2);
        return CHANGEABLE.containsKey(parts[0])
                && (parts.length == 1 || !CHANGEABLE.get(parts[0]).contains(parts[1]));
    }

    private static String text(JsonNode value) {
        return Optional.ofNullable(value).map(JsonNode::toString).orElse("none");
    }

    private static Map<String, JsonNode> leaves(ExperimentSpecification specification) {
        Map<String, JsonNode> leaves = new TreeMap<>();
        tree(specification).fields().forEachRemaining(field -> {
            if (field.getValue() instanceof ObjectNode section) {
                section.fields()
                        .forEachRemaining(leaf -> leaves.put(field.getKey() + "." + leaf.getKey(), leaf.getValue()));
            } else {
                leaves.put(field.getKey(), field.getValue());
            }
        });
        return leaves;
    }

    private static ObjectNode tree(ExperimentSpecification specification) {
        return (ObjectNode) ExperimentSpecification.tree(specification.toJson());
    }
}
