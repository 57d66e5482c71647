package io.plateau.validity.study;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

import io.plateau.contracts.specification.GraphSpecification.Population;
import io.plateau.graph.correlation.Observations;
import io.plateau.graph.spectra.WeightSpectrum;
import io.plateau.statistics.random.SeedDerivation;
import io.plateau.validity.Check;
import io.plateau.validity.Findings;
import io.plateau.validity.truth.LatentActivations;
import io.plateau.validity.truth.LatentActivations.Ties;

/** Spectra of weight rows against controls: a plateau as any other neurons, and one with a direction of its own. */
public final class SpectraStudy {
    private static final String SECTION = "measures";
    private static final int LAYER = 768;
    private static final int SMALL_LAYER = 64;
    private static final int WIDTH = 128;
    private static final double HILL_SHARE = 0.5;
    private static final double LEVEL = 0.05;
    private static final double[] EFFECTS = {0.05, 0.1, 0.2};

    private SpectraStudy() {
    }

    /** Of a spectrum; the names are those of the results. */
    private enum Measure {
        HILL("hill exponent", WeightSpectrum::hill), STABLE_RANK("stable rank", WeightSpectrum::stableRank), DISTANCE(
                "mp distance", WeightSpectrum::distance), SHARE_ABOVE("share above edge", WeightSpectrum::shareAbove);

        private final String label;
        private final Function<WeightSpectrum, Double> of;

        Measure(String label, Function<WeightSpectrum, Double> of) {
            this.label = label;
            this.of = of;
        }
    }

    public static void run(Findings findings) {
        List<Map<Measure, Double>> alike = alike(findings, LAYER, Population.OUTSIDE_PLATEAU,
                findings.size().spectraDraws());
        for (Measure measure : Measure.values()) {
            double[] p = Draws.values(alike, draw -> draw.get(measure));
            String test = "weight spectra, " + measure.label + ", two-sided permutation p";
            if (measure == Measure.SHARE_ABOVE) {
                // A few eigenvalues of twelve: ties count against the group on both sides.
                findings.conservative(SECTION, test, p);
            } else {
                findings.calibrated(SECTION, test, p, 2 * PlantedPlateau.STEP);
            }
        }
        int draws = findings.size().nullDraws();
        findings.calibrated(SECTION,
                "weight spectra, stable rank, a layer of " + SMALL_LAYER + ", controls from all of it",
                Draws.values(alike(findings, SMALL_LAYER, Population.ALL, draws),
                        draw -> draw.get(Measure.STABLE_RANK)),
                2 * PlantedPlateau.STEP);
        findings.shown(SECTION,
                "weight spectra, stable rank, a layer of " + SMALL_LAYER + ", controls from outside the plateau",
                Draws.values(alike(findings, SMALL_LAYER, Population.OUTSIDE_PLATEAU, draws),
                        draw -> draw.get(Measure.STABLE_RANK)));
        for (double effect : EFFECTS) {
            power(findings, effect);
        }
    }

    private static List<Map<Measure, Double>> alike(Findings findings, int layer, Population population, int draws) {
        LatentActivations rows = new LatentActivations(1, WIDTH, 0.3, Ties.PAIRED);
        return Draws.of(draws, i -> {
            SplittableRandom random = SeedDerivation.FNV_1A.stream(findings.seed(), "validity/spectra " + layer, i);
            return tested(findings, layer, population, rows.draw(random.ints(layer, 0, 10).toArray(), random), i);
        });
    }

    private static void power(Findings findings, double effect) {
        LatentActivations rows = new LatentActivations(1, WIDTH, effect, Ties.NONE);
        int[] direction = new int[LAYER];
        Arrays.setAll(direction, n -> n < PlantedPlateau.GROUP ? 0 : n);
        List<Map<Measure, Double>> planted = Draws.of(findings.size().effectDraws(),
                i -> tested(findings, LAYER, Population.OUTSIDE_PLATEAU, rows.draw(direction,
                        SeedDerivation.FNV_1A.stream(findings.seed(), "validity/spectra power " + effect, i)), i));
        for (Measure measure : Measure.values()) {
            findings.add(Check.finding(SECTION, "power: weight rows of the plateau's " + PlantedPlateau.GROUP
                    + " neurons correlated by " + effect + ", others independent: " + measure.label + ", p <= 0.05",
                    Findings.below(Draws.values(planted, draw -> draw.get(measure)), LEVEL), planted.size()));
        }
    }

    /** Two-sided p of each measure. */
    private static Map<Measure, Double> tested(Findings findings, int layer, Population population, Observations rows,
            int draw) {
        List<WeightSpectrum> spectra = new PlantedPlateau(layer, population, findings.seed(), draw)
                .sets(set -> WeightSpectrum.of(rows.of(set), HILL_SHARE));
        Map<Measure, Double> p = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            p.put(measure, PlantedPlateau.tested(measure.label, spectra, measure.of).pValue());
        }
        return p;
    }
}
