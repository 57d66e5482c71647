package io.plateau.validity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

import org.hipparchus.distribution.continuous.UniformRealDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;

import io.plateau.statistics.random.SeedDerivation;

/** Everything the studies found, in their order. */
public final class Findings {
    /** Level of a KS test above which p-values pass for uniform (deploy/science, Validity). */
    private static final double UNIFORM = 0.01;
    private static final double LEVEL = 0.05;
    /** Draws of which deploy/science, Validity, asks uniformity. */
    private static final int PAGE_DRAWS = 500;

    private final Size size;
    private final long seed;
    private final List<Check> checks = new ArrayList<>();
    private final List<Curve> nulls = new ArrayList<>();
    private final List<Plot> plots = new ArrayList<>();

    /**
     * A curve of a plot.
     *
     * @param x abscissae, ascending
     * @param y as many ordinates
     * @param reference whether it was not measured but is what others are held against
     */
    public record Curve(String label, double[] x, double[] y, boolean reference) {

        public static Curve measured(String label, double[] x, double[] y) {
            return new Curve(label, x, y, false);
        }

        public static Curve reference(String label, double[] x, double[] y) {
            return new Curve(label, x, y, true);
        }
    }

    /**
     * A plot beside the p-values' one.
     *
     * @param file name without suffix
     */
    public record Plot(String file, String title, String xLabel, String yLabel, List<Curve> curves) {
    }

    public Findings(Size size, long seed) {
        this.size = size;
        this.seed = seed;
    }

    public void add(Check check) {
        checks.add(check);
    }

    public void add(Plot plot) {
        plots.add(plot);
    }

    /** P-values without an effect: they must be uniform, and no more than 5 % may be below 0.05. */
    public void calibrated(String section, String test, double[] p) {
        calibrated(section, test, p, 0);
    }

    /**
     * P-values of a permutation test, multiples of a step: exact ones are uniform when each is spread over the step that
     * ends at it, and are not before. Errors are counted before.
     */
    public void calibrated(String section, String test, double[] p, double step) {
        SplittableRandom random = SeedDerivation.FNV_1A.stream(seed, "validity/spread " + test, 0);
        double[] spread = Arrays.stream(p).map(v -> v - step * random.nextDouble()).toArray();
        if (p.length > PAGE_DRAWS) {
            // Judged are all draws; what the page's number of them comes to is shown beside it.
            add(Check.value(section, test + ": uniformity of the first " + PAGE_DRAWS + " p-values", "KS p",
                    uniformity(Arrays.copyOf(spread, PAGE_DRAWS)), PAGE_DRAWS, "", Outcome.FINDING));
        }
        double ks = uniformity(spread);
        add(Check.value(section, test + ": p-values without an effect are uniform", "KS p", ks, p.length,
                "above " + UNIFORM, Check.outcome(ks > UNIFORM)));
        add(Check.errorRate(section, test + ": rejected at 0.05 without an effect", LEVEL, below(p, LEVEL), p.length));
        nulls.add(ecdf(test, p));
    }

    /** P-values of a test that may reject too seldom, never too often. */
    public void conservative(String section, String test, double[] p) {
        add(Check.value(section, test + ": uniformity of the p-values without an effect (not promised)", "KS p",
                uniformity(p), p.length, "", Outcome.FINDING));
        add(Check.errorRate(section, test + ": rejected at 0.05 without an effect", LEVEL, below(p, LEVEL), p.length));
        nulls.add(ecdf(test, p));
    }

    /** P-values of a test that is shown, not vouched for. */
    public void shown(String section, String test, double[] p) {
        add(Check.value(section, test + ": uniformity of the p-values without an effect", "KS p", uniformity(p),
                p.length, "", Outcome.FINDING));
        add(Check.finding(section, test + ": rejected at 0.05 without an effect", below(p, LEVEL), p.length));
        nulls.add(ecdf(test, p));
    }

    public static long below(double[] p, double level) {
        return Arrays.stream(p).filter(v -> v <= level).count();
    }

    static double uniformity(double[] p) {
        // Far out its series leaves a rounding error, at times a negative one
        return Math.max(0,
                new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new UniformRealDistribution(0, 1), p, false));
    }

    private static Curve ecdf(String label, double[] p) {
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        double[] share = new double[p.length];
        Arrays.setAll(share, i -> (i + 1.0) / p.length);
        return Curve.measured(label, sorted, share);
    }

    public Size size() {
        return size;
    }

    public long seed() {
        return seed;
    }

    public List<Check> checks() {
        return Collections.unmodifiableList(checks);
    }

    /** Distribution functions of p-values without an effect. */
    public List<Curve> nulls() {
        return Collections.unmodifiableList(nulls);
    }

    public List<Plot> plots() {
        return Collections.unmodifiableList(plots);
    }
}
