package io.plateau.validity.study;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import io.plateau.contracts.specification.GraphSpecification.Population;
import io.plateau.graph.analysis.Dimensionality;
import io.plateau.graph.analysis.SetAnalyser;
import io.plateau.graph.correlation.Observations;
import io.plateau.graph.significance.MeasureRow;
import io.plateau.statistics.random.SeedDerivation;
import io.plateau.validity.Check;
import io.plateau.validity.Findings;
import io.plateau.validity.truth.LatentActivations;
import io.plateau.validity.truth.LatentActivations.Ties;

/** Effective dimensionality against controls: a plateau as any other neurons, and one with a factor of its own. */
public final class DimensionalityStudy {
    private static final String SECTION = "measures";
    private static final int LAYER = 768;
    private static final int OBSERVATIONS = 200;
    private static final double LEVEL = 0.05;
    private static final double[] EFFECTS = {0.2, 0.4, 0.8};

    private DimensionalityStudy() {
    }

    public static void run(Findings findings) {
        LatentActivations alike = new LatentActivations(50, OBSERVATIONS, 0.3, Ties.PAIRED);
        List<MeasureRow> rows = Draws.of(findings.size().nullDraws(), i -> {
            SplittableRandom random = SeedDerivation.FNV_1A.stream(findings.seed(), "validity/dimensionality", i);
            return row(findings, alike.draw(random.ints(LAYER, 0, 10).toArray(), random), i);
        });
        // So many components of so many neurons: few values, and a tie counts against the group on both sides.
        findings.conservative(SECTION, "effective dimensionality, two-sided permutation p",
                Draws.values(rows, MeasureRow::pValue));
        for (double effect : EFFECTS) {
            LatentActivations data = new LatentActivations(50, OBSERVATIONS, effect, Ties.NONE);
            int[] community = new int[LAYER];
            Arrays.setAll(community, n -> n < PlantedPlateau.GROUP ? 0 : n);
            List<MeasureRow> planted = Draws.of(findings.size().effectDraws(), i -> row(findings,
                    data.draw(community,
                            SeedDerivation.FNV_1A.stream(findings.seed(), "validity/dimensionality " + effect, i)),
                    i));
            findings.add(Check.finding(SECTION, "power: plateau of " + PlantedPlateau.GROUP
                    + " neurons correlated by " + effect + ", others independent: effective dimensionality, p <= 0.05",
                    Findings.below(Draws.values(planted, MeasureRow::pValue), LEVEL), planted.size()));
        }
    }

    private static MeasureRow row(Findings findings, Observations observations, int draw) {
        PlantedPlateau plateau = new PlantedPlateau(LAYER, Population.OUTSIDE_PLATEAU, findings.seed(), draw);
        SetAnalyser analyser = new SetAnalyser(plateau.specification(), observations);
        return PlantedPlateau.tested("effective dimensionality", plateau.sets(analyser::dimensionality),
                Dimensionality::ratio);
    }
}
