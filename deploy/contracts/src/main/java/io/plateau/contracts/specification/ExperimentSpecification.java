package io.plateau.contracts.specification;

import static io.plateau.contracts.specification.Require.name;
import static io.plateau.contracts.specification.Require.orDefault;
import static io.plateau.contracts.specification.Require.that;

import java.io.IOException;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;

import io.plateau.contracts.ExperimentId;

/**
 * Everything an experiment is defined by. Absent fields take the defaults of deploy/science; a record in
 * memory always has all of them.
 *
 * @param model name of a model under the configured root
 * @param corpus name of a corpus under the configured root
 * @param preset whose defaults the other fields have: {@code default}, {@code paper} (its text, read literally) or
 *        {@code published-code} (what the author's repository does)
 * @param seed root of every random choice
 * @param keepPartialResults whether the sums of blocks and the observations stay in the services' schemas when the experiment
 *            has ended; what people query in {@code results} stays in any case
 * @param reanalysisOf identifier of a completed experiment that kept its partial results: they are taken over, and only what follows
 *            from them is computed again. Fields left out are then that experiment's; absent: every block is computed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExperimentSpecification(String model, String corpus, Preset preset, Long seed, TokenSpecification tokens,
        MlpSpecification mlp, AblationSpecification ablation, RegimeSpecification regimes, GraphSpecification graph,
        AttentionSpecification attention, MechanismSpecification mechanisms, Boolean keepPartialResults,
        String reanalysisOf) {

    /** Larger documents are not read: a specification is a page of settings. */
    public static final int MAX_CHARACTERS = 64 * 1024;

    private static final ObjectMapper MAPPER = mapper();

    public ExperimentSpecification {
        that(model != null && !model.isBlank(), "model is missing; name a model, for example tiny-neox");
        name("model", model);
        corpus = orDefault(corpus, "demo");
        that(!corpus.isBlank(), "corpus is blank; name a corpus, for example demo");
        name("corpus", corpus);
        preset = orDefault(preset, Preset.DEFAULT);
        seed = orDefault(seed, 1L);
        tokens = orDefault(tokens, new TokenSpecification(null, null, null, null, null, null, null, null, null, null));
        mlp = orDefault(mlp, MlpSpecification.defaults());
        ablation = orDefault(ablation, new AblationSpecification(null, null, null, null, null));
        regimes = orDefault(regimes,
                new RegimeSpecification(null, null, null, null, null, null, null, null, null, null, null));
        graph = orDefault(graph, new GraphSpecification());
        attention = orDefault(attention, AttentionSpecification.defaults());
        mechanisms = orDefault(mechanisms, MechanismSpecification.defaults());
        that(mlp.studiesFinalMlp() || !ablation.hasChoiceOfTier(),
                "ablation.tier, ablation.order or ablation.guard is given and mlp.layers is " + mlp.layers()
                        + ": they are of the final MLP at all positions, and a layer by its number is run again (mlp.method)");
        keepPartialResults = orDefault(keepPartialResults, false);
        that(reanalysisOf == null || ExperimentId.isValid(reanalysisOf), "reanalysisOf is '" + reanalysisOf
                + "'; it must be the identifier of an experiment");
    }

    /**
     * Reads a specification and fills in the defaults.
     *
     * @throws InvalidSpecificationException naming the field that is wrong, its value and what would be right
     */
    public static ExperimentSpecification parse(String json) {
        ExperimentSpecification parsed = read(json, mapper -> {
            JsonNode given = mapper.readTree(json);
            return given.has("preset")
                    ? mapper.treeToValue(Preset.fill(given), ExperimentSpecification.class)
                    : mapper.readValue(json, ExperimentSpecification.class);
        });
        that(parsed != null, "the specification is null; it must be a JSON object");
        return parsed;
    }

    /** The document as it is written, of whatever fields; refused where it is no JSON or too long. */
    static JsonNode tree(String json) {
        return read(json, mapper -> mapper.readTree(json));
    }

    private interface Reading<T> {
        T by(ObjectMapper mapper) throws IOException;
    }

    private static <T> T read(String json, Reading<T> reading) {
        that(json != null && !json.isBlank(), "the specification is empty; it must be a JSON object");
        that(json.length() <= MAX_CHARACTERS, "the specification has " + json.length() + " characters; at most "
                + MAX_CHARACTERS + " are read");
        try {
            return reading.by(MAPPER);
        } catch (UnrecognizedPropertyException e) {
            throw new InvalidSpecificationException("the specification has an unknown field '" + Mistakes.path(e)
                    + "'; known here: "
                    + e.getKnownPropertyIds().stream().map(Object::toString).sorted().collect(Collectors.joining(", ")),
                    e);
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof InvalidSpecificationException reason) {
                throw reason;
            }
            throw new InvalidSpecificationException(Mistakes.of(e, tree(json)), e);
        } catch (JsonProcessingException e) {
            throw new InvalidSpecificationException(Mistakes.of(e), e);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory could not be read", e);
        }
    }

    /** The specification after defaults, as JSON with fields in declared order. */
    public String toJson() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a specification in memory could not be written", e);
        }
    }

    private static ObjectMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS).disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS).configure(JsonParser.Feature.ALLOW_COMMENTS, false);
        builder.withCoercionConfig(LogicalType.Textual,
                text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
        builder.withCoercionConfig(LogicalType.Enum,
                choice -> choice.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
        return builder.build();
    }
}
