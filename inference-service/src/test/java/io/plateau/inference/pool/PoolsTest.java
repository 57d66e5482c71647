package io.plateau.inference.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.contracts.UnprocessableException;

class PoolsTest {
    private static final String TWO = "large=gpt2-xl,meta-llama/*;small=tiny-*,EleutherAI/**";

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void withoutAnyTheDefaultPoolServesEveryModel(String none) {
        Pools pools = Pools.parse(none);
        assertEquals(List.of("default"), pools.names());
        assertEquals("default", pools.of("tiny-gpt2"));
        assertEquals("default", pools.of("EleutherAI/pythia-410m@main"));
    }

    @ParameterizedTest
    @CsvSource({"gpt2-xl, large", "meta-llama/Llama-3.2-1B, large", "tiny-gpt2, small",
            "EleutherAI/pythia-410m, small"})
    void theModelDecides(String model, String pool) {
        assertEquals(pool, Pools.parse(TWO).of(model));
    }

    @Test
    void theFirstThatMatchesHolds() {
        assertEquals("b", Pools.parse("b=tiny-gpt2;a=tiny-*;default=**").of("tiny-gpt2"));
        assertEquals("a", Pools.parse("b=tiny-gpt2;a=tiny-*;default=**").of("tiny-neox"));
        assertEquals("default", Pools.parse("b=tiny-gpt2;a=tiny-*;default=**").of("gpt2"));
    }

    @ParameterizedTest
    @CsvSource({"gpt2-xl, large", "meta-llama/Llama-3.2-1B, large", "tiny-neox, tiny", "gpt2, default"})
    void whatTheChartRendersIsReadSo(String model, String pool) {
        assertEquals(pool, Pools.parse("large=gpt2-xl,meta-llama/**;tiny=tiny-*;default=**").of(model));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "meta-llama/a/b", "xtiny-gpt2"})
    void aModelThatNoPoolServesIsRefusedInWords(String model) {
        assertEquals("no pool of workers serves model '" + model
                + "'; the pools and their models are large (gpt2-xl, meta-llama/*), small (tiny-*, EleutherAI/**)",
                assertThrows(UnprocessableException.class, () -> Pools.parse(TWO).of(model)).getMessage());
        assertThrows(UnprocessableException.class, () -> Pools.parse(TWO).of("a\0b"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            large              | 'large' is no pool
            Large=a            | 'Large=a' is no pool
            large=a;           | '' is no pool
            a-very-long-name-x=a | is no pool
            a=x;a=y            | there are two pools a
            a=x,,y             | a model between two commas is empty
            a=                 | a model between two commas is empty
            a=[x               | '[x' is no pattern
            """)
    void whatCannotBeReadIsToldWithItsSetting(String text, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> Pools.parse(text)).getMessage();
        assertTrue(message.startsWith("PLATEAU_POOLS (plateau.pools) is '" + text + "': "), message);
        assertTrue(message.contains(reason), message);
    }

    @Test
    void aWorkerIsOfAPoolThatThereIs() {
        Pools.parse(TWO).require("small");
        assertEquals("PLATEAU_POOL (plateau.pool) is 'default'; PLATEAU_POOLS has the pools large, small",
                assertThrows(IllegalArgumentException.class, () -> Pools.parse(TWO).require("default")).getMessage());
    }
}
