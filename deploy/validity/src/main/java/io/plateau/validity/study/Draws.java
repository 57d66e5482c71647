package io.plateau.validity.study;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.plateau.contracts.specification.ExperimentSpecification;

/** Draws side by side, results in order. */
final class Draws {
    private Draws() {
    }

    static <T> List<T> of(int draws, IntFunction<T> draw) {
        return IntStream.range(0, draws).parallel().mapToObj(draw).toList();
    }

    static <T> double[] values(List<T> draws, ToDoubleFunction<T> quantity) {
        return draws.stream().mapToDouble(quantity).toArray();
    }

    /** The defaults, but for fewer replicates and no goodness of fit: studies repeat them hundreds of times. */
    static ExperimentSpecification regimes(long seed, int draw, int bootstraps, int permutations) {
        return ExperimentSpecification.parse(String.format(Locale.ROOT,
                "{\"model\":\"planted\",\"seed\":%d,\"regimes\":{\"bootstraps\":%d,\"permutations\":%d,\"tailDraws\":0}}",
                31 * seed + draw, bootstraps, permutations));
    }
}
