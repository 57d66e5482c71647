package io.plateau.contracts.specification;

import static io.plateau.contracts.specification.Require.that;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plateau.contracts.UnprocessableException;

/**
 * The experiments that a document asks for. A specification in which fields are given lists of values is a <em>study</em>:
 * one experiment for every combination of the values, the last list of the document varying fastest. A field that is a list
 * by nature, {@code attention.layers}, has variants where it is given a list of lists. A specification without such lists
 * is one experiment.
 * <p>
 * Every variant is a full experiment: the model runs again for each, also where variants differ in their analysis alone
 * and capture the same activations, unless they are re-analyses of one ({@link Reanalysis}). In return each variant stands by itself,
 * with its own provenance, progress and end.
 *
 * @param variants at least one; more than one only of a study, which may also have one
 */
public record SpecificationVariants(List<Variant> variants) {

    /** Each is a full experiment; a document that asks for more is more likely a mistake than a wish. */
    public static final int MOST = 64;
    private static final Pattern OF_STUDY = Pattern.compile("(.+)\\.[0-9]{2}");

    public SpecificationVariants {
        variants = List.copyOf(variants);
    }

    /** Whether the document has variants, be it only one. */
    public boolean isStudy() {
        return !variants.get(0).values().isEmpty();
    }

    /**
     * Identifiers of the experiments, in their order: of a study {@code study.01}, {@code study.02} and so on, which sort in
     * that order too; otherwise the identifier as it is.
     */
    public List<String> experimentIds(String requested) {
        List<String> ids = new ArrayList<>();
        for (int number = 1; number <= variants.size(); number++) {
            ids.add(isStudy() ? requested + "." + number / 10 + number % 10 : requested);
        }
        return ids;
    }

    /** The study that an experiment is of, by the form of its identifier; empty where it is of none. */
    public static Optional<String> studyOf(String experimentId) {
        Matcher id = OF_STUDY.matcher(experimentId);
        return id.matches() ? Optional.of(id.group(1)) : Optional.empty();
    }

    /**
     * Holds every experiment to its model.
     *
     * @param limits of a model by its name; null where nothing is known of it before it is fetched
     * @throws InvalidSpecificationException naming the field that is wrong, in a study also the first variant where it is
     */
    public void require(Function<String, ModelLimits> limits) {
        requireEach(specification -> {
            ModelLimits ofModel = limits.apply(specification.model());
            if (ofModel != null) {
                ofModel.require(specification);
            }
        });
    }

    /**
     * Holds every experiment to a rule.
     *
     * @param rule throws an {@link UnprocessableException} that names the field that is wrong
     * @throws UnprocessableException likewise, in a study also the first variant where it is
     */
    public void requireEach(Consumer<ExperimentSpecification> rule) {
        for (int i = 0; i < variants.size(); i++) {
            Variant variant = variants.get(i);
            try {
                rule.accept(variant.specification());
            } catch (UnprocessableException e) {
                throw isStudy() ? named(i, variant.values(), e) : e;
            }
        }
    }

    private static InvalidSpecificationException named(int number, Map<String, JsonNode> values,
            UnprocessableException e) {
        return new InvalidSpecificationException(
                "variant " + (number + 1) + " (" + Variant.label(values) + "): " + e.getMessage(), e);
    }

    /**
     * Reads a document and validates every experiment that it asks for.
     *
     * @throws InvalidSpecificationException naming the field that is wrong, in a study also the first variant where it is
     */
    public static SpecificationVariants parse(String json) {
        if (!(ExperimentSpecification.tree(json) instanceof ObjectNode document)) {
            // Refused there, with the reason.
            return plain(json);
        }
        Map<String, List<JsonNode>> lists = new LinkedHashMap<>();
        collect("", document, ExperimentSpecification.class, lists);
        if (lists.isEmpty()) {
            return plain(json);
        }
        // As a long: forty fields of two values would overflow an int.
        long count = 1;
        for (List<JsonNode> values : lists.values()) {
            count = Math.min(count * values.size(), Integer.MAX_VALUE);
        }
        that(count <= MOST, "the lists of " + String.join(", ", lists.keySet()) + " combine to "
                + (count == Integer.MAX_VALUE ? "billions of" : count) + " experiments; a study has at most " + MOST);
        List<Variant> variants = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            variants.add(variant(document, number, lists));
        }
        refuseRepetition(variants);
        return new SpecificationVariants(variants);
    }

    private static SpecificationVariants plain(String json) {
        return new SpecificationVariants(List.of(new Variant(ExperimentSpecification.parse(json), Map.of())));
    }

    /** Finds the fields with variants in the order of the document. */
    private static void collect(String prefix, ObjectNode object, Class<?> type, Map<String, List<JsonNode>> lists) {
        object.fields().forEachRemaining(field -> {
            String path = prefix + field.getKey();
            Class<?> fieldType = Fields.typeOf(type, field.getKey());
            JsonNode value = field.getValue();
            if (value instanceof ObjectNode section && fieldType.isRecord()) {
                collect(path + ".", section, fieldType, lists);
            } else if (value.isArray() && Fields.hasVariants(path, fieldType, value)) {
                lists.put(path, Fields.values(path, value));
            }
        });
    }

    /** The numbered combination, its digits being the places in the lists, the last list's the lowest. */
    private static Variant variant(ObjectNode document, int number, Map<String, List<JsonNode>> lists) {
        List<String> paths = List.copyOf(lists.keySet());
        JsonNode[] chosen = new JsonNode[paths.size()];
        int rest = number;
        for (int i = paths.size() - 1; i >= 0; i--) {
            List<JsonNode> values = lists.get(paths.get(i));
            chosen[i] = values.get(rest % values.size());
            rest /= values.size();
        }
        ObjectNode one = document.deepCopy();
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (int i = 0; i < chosen.length; i++) {
            values.put(paths.get(i), chosen[i]);
            int dot = paths.get(i).lastIndexOf('.');
            ObjectNode section = dot < 0 ? one : (ObjectNode) one.get(paths.get(i).substring(0, dot));
            section.set(paths.get(i).substring(dot + 1), chosen[i]);
        }
        try {
            return new Variant(ExperimentSpecification.parse(one.toString()), values);
        } catch (InvalidSpecificationException e) {
            throw named(number, values, e);
        }
    }

    /** Values may differ in writing only, or a null may stand beside the default that it means. */
    private static void refuseRepetition(List<Variant> variants) {
        Map<ExperimentSpecification, Integer> first = new HashMap<>();
        for (int i = 0; i < variants.size(); i++) {
            Integer earlier = first.putIfAbsent(variants.get(i).specification(), i);
            if (earlier != null) {
                throw new InvalidSpecificationException("variant " + (i + 1) + " (" + variants.get(i).label()
                        + ") is after defaults the same experiment as variant " + (earlier + 1) + " ("
                        + variants.get(earlier).label() + "); leave one of the two out");
            }
        }
    }
}
