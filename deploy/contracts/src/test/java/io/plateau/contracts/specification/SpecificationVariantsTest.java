package io.plateau.contracts.specification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecificationVariantsTest {

    @Test
    void aSpecificationWithoutListsIsOneExperimentOfItsOwn() {
        String json = "{\"model\":\"m\",\"attention\":{\"layers\":[3,4]}}";

        SpecificationVariants asked = SpecificationVariants.parse(json);

        assertFalse(asked.isStudy());
        assertEquals(List.of(ExperimentSpecification.parse(json)),
                asked.variants().stream().map(Variant::specification).toList());
        assertEquals(List.of("x"), asked.experimentIds("x"));
    }

    @Test
    void listsCombineWithTheLastVaryingFastest() {
        SpecificationVariants study = SpecificationVariants.parse("""
                {"model":"m","seed":5,"regimes":{"influence":["abs-of-mean","mean-of-abs"],"topK":30},
                 "graph":{"objective":["signed","absolute","positive"]}}""");

        assertEquals(List.of("abs-of-mean signed", "abs-of-mean absolute", "abs-of-mean positive", "mean-of-abs signed",
                "mean-of-abs absolute", "mean-of-abs positive"),
                study.variants().stream().map(Variant::specification)
                        .map(s -> s.regimes().influence().label() + " " + s.graph().objective().label()).toList());
        assertTrue(study.variants().stream().map(Variant::specification)
                .allMatch(s -> s.seed() == 5 && s.regimes().topK() == 30), "what has no list is the same in all");
        assertEquals("{\"regimes.influence\":\"mean-of-abs\",\"graph.objective\":\"absolute\"}",
                study.variants().get(4).valuesJson());
        assertEquals("regimes.influence=mean-of-abs, graph.objective=absolute", study.variants().get(4).label());
        assertEquals(List.of("x.01", "x.02", "x.03", "x.04", "x.05", "x.06"), study.experimentIds("x"));
    }

    @Test
    void fieldsAtTheTopHaveVariantsTooAndAListOfOneIsAStudyOfOne() {
        assertEquals(List.of("a 1", "a 2", "b 1", "b 2"),
                SpecificationVariants.parse("{\"model\":[\"a\",\"b\"],\"seed\":[1,2]}").variants().stream()
                        .map(v -> v.specification().model() + " " + v.specification().seed()).toList());
        SpecificationVariants one = SpecificationVariants.parse("{\"model\":[\"a\"]}");
        assertTrue(one.isStudy());
        assertEquals(List.of("x.01"), one.experimentIds("x"));
    }

    @Test
    void aFieldThatIsAListByNatureTakesAListOfLists() {
        SpecificationVariants study = SpecificationVariants
                .parse("{\"model\":\"m\",\"attention\":{\"layers\":[[3],[4,3],null]}}");

        assertEquals(Arrays.asList(List.of(3), List.of(3, 4), null),
                study.variants().stream().map(v -> v.specification().attention().layers()).toList());
        assertEquals("attention.layers=[4,3]", study.variants().get(1).label());
    }

    @Test
    void sixtyFourExperimentsAreAStudyAndMoreAreRefused() {
        assertEquals(64, SpecificationVariants.parse(seeds(64)).variants().size());
        assertEquals("the lists of seed combine to 65 experiments; a study has at most 64",
                assertThrows(InvalidSpecificationException.class, () -> SpecificationVariants.parse(seeds(65)))
                        .getMessage());
        // 2,000 ^ 3 is beyond an int: it must not come out small or negative
        String huge = "{\"model\":\"m\",\"seed\":" + numbers(2_000) + ",\"tokens\":{\"count\":" + numbers(2_000)
                + ",\"contextLength\":" + numbers(2_000) + "}}";
        assertTrue(assertThrows(InvalidSpecificationException.class, () -> SpecificationVariants.parse(huge))
                .getMessage().contains("billions of experiments"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                          | the specification is empty
            {}                                                          | model is missing
            [{"model":"m"}]                                             | the specification is [{"model":"m"}]; it must be a JSON object
            {"model":"m","seed":[null]}                                 | seed is a list of nothing but null
            {"model":"m","attention":{"mode":[null]}}                   | attention.mode is a list of nothing but null
            {"model":"m","seed":[1,"two"]}                              | variant 2 (seed=two): the specification's field 'seed' is "two"; it must be a whole number
            {"model":"m","seed":[1,2]} x                                | not valid JSON
            {"model":"m","seed":[1],"seed":[2]}                         | Duplicate field 'seed'
            {"model":"m","seed":[]}                                     | seed is an empty list
            {"model":"m","graph":{"objective":["signed","signed"]}}     | graph.objective names "signed" twice
            {"model":"m","graph":{"objective":["signed",null]}}         | same experiment as variant 1 (graph.objective=signed)
            {"model":"m","graph":{"threshold":[0.1,1e-1,0.10]}}         | graph.threshold names 0.1 twice
            {"model":"m","attention":{"layers":[[3,4],[4,3]]}}          | same experiment as variant 1
            {"model":"m","attention":{"layers":[]}}                     | attention.layers is empty
            {"model":"m","attention":{"layers":[[3],[]]}}               | variant 2 (attention.layers=[]): attention.layers is empty
            {"model":"m","attention":{"layers":[[3],4]}}                | a list of lists
            {"model":"m","graph":[{"controls":20},{"controls":30}]}     | lists of variants belong to its fields
            {"model":"m","graph":{"objective":["signed","eq. 6"]}}      | variant 2 (graph.objective=eq. 6): graph.objective is 'eq. 6'
            {"model":"m","colour":["red","blue"]}                       | variant 1 (colour=red): the specification has an unknown field 'colour'
            {"model":"m","seed":[1,[2]]}                                | variant 2 (seed=[2]): the specification's field 'seed'
            {"model":"m","seed":[1,"2"]}                                | variant 2 (seed=2): the specification's field 'seed'
            {"model":"m","ablation":{"tier":["moments","naive"],"order":2}} | variant 2 (ablation.tier=naive): ablation.tier is 'naive'
            """)
    void refusesWithTheFieldAndTheVariant(String json, String part) {
        String message = assertThrows(InvalidSpecificationException.class, () -> SpecificationVariants.parse(json))
                .getMessage();

        assertTrue(message.contains(part), message);
    }

    private static String seeds(int count) {
        return "{\"model\":\"m\",\"seed\":" + numbers(count) + "}";
    }

    private static String numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void anExperimentsIdentifierTellsItsStudy() {
        SpecificationVariants study = SpecificationVariants.parse("{\"model\":\"m\",\"seed\":[1,2]}");

        study.experimentIds("mine").forEach(id -> assertEquals(Optional.of("mine"), SpecificationVariants.studyOf(id)));
        assertEquals(Optional.empty(), SpecificationVariants.studyOf("mine"));
    }
}
