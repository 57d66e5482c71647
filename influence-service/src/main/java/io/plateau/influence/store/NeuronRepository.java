package io.plateau.influence.store;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.influence.analysis.GroupRegimes;
import io.plateau.influence.noise.NoiseCorrectedFits;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.uncertainty.InfluenceBand;
import io.plateau.influence.uncertainty.Interval;
import io.plateau.runtime.store.BulkWriter;

/** The table {@code neuron}, thousands of rows per experiment. */
@ApplicationScoped
class NeuronRepository {
    private static final List<String> COLUMNS = List.of("experiment_id", "token_group", "neuron", "mean_delta",
            "mean_abs_delta", "standard_error", "share_positive", "influence", "rank", "fit", "delta", "regime",
            "influence_low", "influence_high", "influence_percentile_low", "influence_percentile_high", "cross_fitted");

    private final BulkWriter writer;

    NeuronRepository(BulkWriter writer) {
        this.writer = writer;
    }

    /** Inside the caller's transaction. */
    void write(String experimentId, List<GroupRegimes> groups) {
        for (GroupRegimes group : groups) {
            int[] rank = new int[group.influence().length];
            for (int r = 0; r < group.ranking().size(); r++) {
                rank[group.ranking().neurons()[r]] = r + 1;
            }
            List<Interval> band = group.corrected().map(NoiseCorrectedFits::band).orElse(List.of());
            writer.write("neuron", COLUMNS,
                    IntStream.range(0, rank.length).mapToObj(n -> row(experimentId, group, n, rank[n], band)));
        }
        writer.analyze("neuron");
    }

    /** @param rank from 1; 0 where the influence is zero */
    private static Object[] row(String experimentId, GroupRegimes group, int n, int rank, List<Interval> band) {
        Optional<CurveFit> fit = group.fit().filter(f -> rank > 0);
        Optional<Double> line = fit.map(f -> f.line().at(Math.log(rank)));
        Optional<NoiseCorrectedFits> corrected = group.corrected().filter(c -> rank > 0);
        Optional<Interval> interval = corrected.map(c -> band.get(rank - 1));
        Optional<InfluenceBand> percentiles = group.bootstrap().band()
                .filter(b -> rank > 0 && rank <= b.low().length);
        return new Object[]{experimentId, group.group().label(), n, Float64.orNull(group.statistics().meanDelta()[n]),
                Float64.orNull(group.statistics().meanAbsolute()[n]),
                Float64.orNull(group.statistics().standardError()[n]),
                Float64.orNull(group.statistics().sharePositive()[n]), group.influence()[n], rank == 0 ? null : rank,
                line.map(Math::exp).orElse(null),
                line.map(l -> group.ranking().lnInfluence()[rank - 1] - l).orElse(null),
                fit.map(f -> group.regime(rank)).orElse(null),
                interval.map(Interval::low).map(Float64::orNull).orElse(null),
                interval.map(Interval::high).map(Float64::orNull).orElse(null),
                percentiles.map(b -> Float64.orNull(b.low()[rank - 1])).orElse(null),
                percentiles.map(b -> Float64.orNull(b.high()[rank - 1])).orElse(null),
                corrected.map(c -> Float64.orNull(c.crossFitted()[rank - 1])).orElse(null)};
    }
}
