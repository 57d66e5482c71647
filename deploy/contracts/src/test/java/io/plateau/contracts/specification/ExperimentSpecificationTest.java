package io.plateau.contracts.specification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentSpecificationTest {

    @Test
    void absentFieldsTakeTheDefaultsOfTheSciencePage() {
        ExperimentSpecification specification = ExperimentSpecification.parse("{\"model\":\"tiny-neox\"}");

        assertEquals(25_088, specification.tokens().count());
        assertEquals(TokenSpecification.Grouping.MEDIAN, specification.tokens().grouping());
        assertEquals(AblationSpecification.Tier.AUTO, specification.ablation().tier());
        assertEquals(RegimeSpecification.Influence.ABS_OF_MEAN, specification.regimes().influence());
        assertEquals(1_000, specification.regimes().bootstraps());
        assertEquals(100, specification.graph().controls());
        assertEquals(GraphSpecification.Objective.SIGNED, specification.graph().objective());
        assertEquals(AttentionSpecification.Mode.ZERO, specification.attention().mode());
        assertEquals(AttentionSpecification.Concentration.GINI, specification.attention().concentration());
        assertEquals(50, specification.attention().patchingPairs());
        assertEquals(AttentionSpecification.PatchInto.COMMON, specification.attention().patchInto());
        assertEquals(20, specification.attention().controlDirections());
    }

    @Test
    void whatIsWrittenIsReadBackAsTheSame() {
        ExperimentSpecification specification = ExperimentSpecification.parse("""
                {"model":"m","seed":7,"attention":{"layers":[4,3]},"graph":{"objective":"absolute"}}""");

        assertEquals(specification, ExperimentSpecification.parse(specification.toJson()));
        assertEquals(List.of(3, 4), specification.attention().layers());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                        | model is missing
            null                                                      | must be a JSON object
            {"model":"m","colour":1}                                  | unknown field 'colour'
            {"model":"m","tokens":{"lenght":1}}                       | unknown field 'tokens.lenght'
            {"model":"m","tokens":{"count":"many"}}                   | 'tokens.count' is "many"; it must be a whole number
            {"model":"m","tokens":{"count":2.5}}                      | 'tokens.count' is 2.5; it must be a whole number
            {"model":"m","tokens":{"count":99999999999}}              | 'tokens.count' is 99999999999; it must be a whole number, smaller than 2^31
            {"model":"m","tokens":[]}                                 | 'tokens' is []; it must be a JSON object
            {"model":"m","tokens":"all"}                              | 'tokens' is "all"; it must be a JSON object
            {"model":"m","ablation":{"tolerance":"low"}}              | 'ablation.tolerance' is "low"; it must be a number
            {"model":"m","attention":{"layers":3}}                    | 'attention.layers' is 3; it must be a list
            {"model":"m","attention":{"layers":[3,"x"]}}              | 'attention.layers[1]' is "x"; it must be a whole number
            {"model":"m","graph":{"weightSpectra":1}}                 | 'graph.weightSpectra' is 1; it must be true or false
            {"model":7}                                               | 'model' is 7; it must be a text
            7                                                         | the specification is 7; it must be a JSON object
            {"model":}                                                | the specification is not valid JSON at line 1, column
            {"model":"m","model":"n"}                                 | Duplicate field 'model'
            {"model":"m"} x                                           | not valid JSON
            {"model":"m","tokens":{"contextLength":256,"count":300}}  | at least 512
            {"model":"m","tokens":{"contextLength":1}}                | between 8 and 8192
            {"model":"m","tokens":{"rareBelow":9,"commonAbove":3}}    | must not be smaller than tokens.rareBelow, 9
            {"model":"m","tokens":{"grouping":"Median"}}              | tokens.grouping is 'Median'; it must be one of median, thresholds, matched
            {"model":"m","tokens":{"grouping":0}}                     | tokens.grouping is 0; it must be one of median
            {"model":"m","tokens":{"grouping":""}}                    | tokens.grouping is ''; it must be one of median
            {"model":"m","tokens":{"grouping":{}}}                    | tokens.grouping is {}; it must be one of median
            {"model":"m","regimes":{"plateauRule":"TOP_K"}}           | regimes.plateauRule is 'TOP_K'; it must be one of auto, excess, flat, top-k
            {"model":"m","tokens":{"grouping":"mean"}}                | one of median, thresholds, matched
            {"model":"m","tokens":{"contextsPerToken":0}}             | tokens.contextsPerToken is 0
            {"model":"m","ablation":{"order":4}}                      | ablation.order is 4
            {"model":"m","ablation":{"tolerance":0}}                  | ablation.tolerance is 0.0
            {"model":"m","ablation":{"tier":"naive","order":3}}       | belong to the tiers auto and moments
            {"model":"m","regimes":{"plateauDelta":-1}}               | regimes.plateauDelta is -1.0
            {"model":"m","graph":{"observations":50}}                 | graph.observations is 50
            {"model":"m","graph":{"controls":3}}                      | graph.controls is 3
            {"model":"m","graph":{"laplacian":"random-walk"}}         | one of absolute, signed
            {"model":"m","graph":{"layerRuns":-1}}                    | graph.layerRuns is -1
            {"model":"m","graph":{"hillShare":0}}                     | graph.hillShare
            {"model":"m","ablation":{"value":"median"}}               | one of mean, zero
            {"model":"m","mechanisms":{"controls":5}}                 | mechanisms.controls is 5; it must lie between 19 and
            {"model":"m","mechanisms":{"contexts":1}}                 | mechanisms.contexts is 1; it must lie between 4 and
            {"model":"m","mechanisms":{"largest":1.5}}                | mechanisms.largest is 1.5
            {"model":"m","mechanisms":{"matchedSets":3}}              | mechanisms.matchedSets is 3
            {"model":"m","mechanisms":{"nullSpace":0}}                | mechanisms.nullSpace is 0
            {"model":"m","attention":{"layers":[]}}                   | attention.layers is empty
            {"model":"m","attention":{"layers":[1,1]}}                | names a layer twice
            {"model":"m","attention":{"layers":[-1]}}                 | numbered from 0
            {"model":"m","attention":{"headContexts":1}}              | attention.headContexts is 1
            {"model":"m","attention":{"layerRange":"all"}}            | one of last-quarter, last-two, paper
            {"model":"m","attention":{"layers":[3],"layerRange":"paper"}} | give one of the two
            {"model":"m","attention":{"concentration":"entropy"}}     | one of gini, gini-adjusted
            {"model":"m","attention":{"patchingPairs":-1}}            | attention.patchingPairs is -1
            {"model":"m","attention":{"patchInto":"both"}}            | one of common, rare
            {"model":"m","attention":{"controlDirections":1}}         | attention.controlDirections is 1
            {"model":"m","attention":{"controlDirections":1001}}      | attention.controlDirections is 1001
            """)
    void refusesWithTheFieldAndWhatWouldBeRight(String json, String part) {
        String message = assertThrows(InvalidSpecificationException.class, () -> ExperimentSpecification.parse(json))
                .getMessage();

        assertTrue(message.contains(part), message);
    }

    @Test
    void refusesADocumentThatIsNoSpecificationBySize() {
        String huge = "{\"model\":\"" + "m".repeat(ExperimentSpecification.MAX_CHARACTERS) + "\"}";

        assertThrows(InvalidSpecificationException.class, () -> ExperimentSpecification.parse(huge));
    }
}
