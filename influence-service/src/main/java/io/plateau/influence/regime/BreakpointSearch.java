package io.plateau.influence.regime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

import io.plateau.influence.powerlaw.LineFit;
import io.plateau.influence.powerlaw.RankAxis;

/**
 * Searches the breakpoints of a continuous piecewise-linear fit over a log-spaced grid of ranks.
 *
 * <p>
 * A breakpoint at rank b adds the hinge h(x) = max(0, x − ln b) to the line. The part of every hinge that the
 * line cannot explain, and the products of those parts, depend on the ranks alone and are computed once; the
 * product with a curve's residuals comes from suffix sums. A candidate then costs one 2 × 2 system: O(1).
 */
public final class BreakpointSearch {
    /** Ranks before the first and after the last breakpoint: fewer are no regime. */
    static final int MIN_SEGMENT_RANKS = 4;
    /** Two breakpoints are an octave of ranks apart: what is narrower is the rounding of one kink. */
    static final int MIN_RATIO = 2;
    /** Steps of 9 to 14 % in rank for 768 to 6,400 neurons: finer than breakpoints can be distinguished. */
    static final int GRID_POINTS = 60;
    /** Residuals below this share of the variance are rounding: they do not make one fit better than another. */
    static final double ROUNDING = 1e-12;
    /** Square of what double precision leaves of a ln influence of order 10. */
    static final double ROUNDING_SQUARE = 1e-26;

    private final RankAxis axis;
    private final int[] grid;
    private final double[] knot;
    /** Regression of each hinge on the line: mean and slope on x − mean. */
    private final double[] hingeMean;
    private final double[] hingeSlope;
    /** G × G: products of the hinges' unexplained parts. */
    private final double[][] product;

    public BreakpointSearch(RankAxis axis) {
        this.axis = axis;
        this.grid = grid(axis.ranks());
        this.knot = Arrays.stream(grid).mapToDouble(b -> axis.x(b - 1)).toArray();
        this.hingeMean = new double[grid.length];
        this.hingeSlope = new double[grid.length];
        this.product = new double[grid.length][grid.length];
        prepare();
    }

    /** Candidate ranks of breakpoints, ascending. */
    static int[] grid(int ranks) {
        int first = MIN_SEGMENT_RANKS;
        int last = ranks - MIN_SEGMENT_RANKS;
        TreeSet<Integer> points = new TreeSet<>();
        for (int i = 0; i < GRID_POINTS && last >= first; i++) {
            double share = i / (GRID_POINTS - 1.0);
            points.add((int) Math.round(first * Math.pow((double) last / first, share)));
        }
        return points.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Ratio of neighbouring candidates. */
    public static double gridStep(int ranks) {
        double range = (double) Math.max(MIN_SEGMENT_RANKS, ranks - MIN_SEGMENT_RANKS) / MIN_SEGMENT_RANKS;
        return Math.pow(range, 1 / (GRID_POINTS - 1.0));
    }

    private void prepare() {
        int ranks = axis.ranks();
        // Sums over the ranks after element i − 1: weights, w·x, w·x².
        double[][] suffix = new double[3][ranks + 1];
        for (int i = ranks - 1; i >= 0; i--) {
            double w = axis.weight(i);
            suffix[0][i] = suffix[0][i + 1] + w;
            suffix[1][i] = suffix[1][i + 1] + w * axis.x(i);
            suffix[2][i] = suffix[2][i + 1] + w * axis.x(i) * axis.x(i);
        }
        for (int a = 0; a < grid.length; a++) {
            double sum = suffix[1][grid[a]] - knot[a] * suffix[0][grid[a]];
            double cross = suffix[2][grid[a]] - knot[a] * suffix[1][grid[a]] - axis.meanX() * sum;
            hingeMean[a] = sum / axis.totalWeight();
            hingeSlope[a] = cross / axis.squaredX();
        }
        for (int a = 0; a < grid.length; a++) {
            for (int b = a; b < grid.length; b++) {
                int from = grid[b];
                double raw = suffix[2][from] - (knot[a] + knot[b]) * suffix[1][from]
                        + knot[a] * knot[b] * suffix[0][from];
                product[a][b] = raw - axis.totalWeight() * hingeMean[a] * hingeMean[b]
                        - axis.squaredX() * hingeSlope[a] * hingeSlope[b];
            }
        }
    }

    /** @param y M: ln influence, in order of rank */
    public SegmentedFit fit(LineFit line, double[] y) {
        double[] along = products(line, y);
        double rounding = ROUNDING * line.totalSquares() + ROUNDING_SQUARE * axis.totalWeight();
        double[] bic = {bic(line.residualSquares(), rounding, 0), Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        int[][] best = {{}, null, null};
        double most = -1;
        double mostPair = -1;
        for (int a = 0; a < grid.length; a++) {
            double gain = along[a] * along[a] / product[a][a];
            if (gain > most) {
                most = gain;
                best[1] = new int[]{a};
            }
            for (int b = a + 1; b < grid.length; b++) {
                if (grid[b] >= MIN_RATIO * grid[a]) {
                    double determinant = product[a][a] * product[b][b] - product[a][b] * product[a][b];
                    double pair = (along[a] * along[a] * product[b][b] - 2 * along[a] * along[b] * product[a][b]
                            + along[b] * along[b] * product[a][a]) / determinant;
                    if (pair > mostPair) {
                        mostPair = pair;
                        best[2] = new int[]{a, b};
                    }
                }
            }
        }
        if (best[1] != null) {
            bic[1] = bic(line.residualSquares() - most, rounding, 1);
        }
        if (best[2] != null) {
            bic[2] = bic(line.residualSquares() - mostPair, rounding, 2);
        }
        int chosen = 0;
        for (int k = 1; k < bic.length; k++) {
            chosen = bic[k] < bic[chosen] ? k : chosen;
        }
        return new SegmentedFit(segments(line, along, best[chosen]), bic);
    }

    /** G: product of each hinge with what the line leaves over. */
    private double[] products(LineFit line, double[] y) {
        double[] along = new double[grid.length];
        double sum = 0;
        double sumX = 0;
        int i = y.length;
        for (int a = grid.length - 1; a >= 0; a--) {
            while (i > grid[a]) {
                i--;
                double e = axis.weight(i) * (y[i] - line.at(axis.x(i)));
                sum += e;
                sumX += e * axis.x(i);
            }
            along[a] = sumX - knot[a] * sum;
        }
        return along;
    }

    /**
     * n ln(RSS / Σw) + parameters · ln n, n being the effective sample size; a breakpoint costs two, its place
     * and its slope.
     */
    private double bic(double residualSquares, double rounding, int breakpoints) {
        double n = axis.effectiveSize();
        double residual = Math.max(residualSquares, rounding);
        return n * Math.log(residual / axis.totalWeight()) + (2 + 2 * breakpoints) * Math.log(n);
    }

    private List<Segment> segments(LineFit line, double[] along, int[] at) {
        double[] hinge = coefficients(along, at);
        double slope = -line.kappa();
        double intercept = line.beta();
        for (int k = 0; k < at.length; k++) {
            slope -= hinge[k] * hingeSlope[at[k]];
            intercept -= hinge[k] * (hingeMean[at[k]] - hingeSlope[at[k]] * axis.meanX());
        }
        // Differences, not signs: a flat piece has exponent 0, not −0.
        List<Segment> segments = new ArrayList<>(at.length + 1);
        int first = 1;
        for (int k = 0; k < at.length; k++) {
            segments.add(new Segment(first, grid[at[k]], 0.0 - slope, intercept));
            first = grid[at[k]] + 1;
            slope += hinge[k];
            intercept -= hinge[k] * knot[at[k]];
        }
        segments.add(new Segment(first, axis.ranks(), 0.0 - slope, intercept));
        return List.copyOf(segments);
    }

    private double[] coefficients(double[] along, int[] at) {
        if (at.length < 2) {
            return at.length == 0 ? new double[0] : new double[]{along[at[0]] / product[at[0]][at[0]]};
        }
        double aa = product[at[0]][at[0]];
        double ab = product[at[0]][at[1]];
        double bb = product[at[1]][at[1]];
        double determinant = aa * bb - ab * ab;
        return new double[]{(along[at[0]] * bb - along[at[1]] * ab) / determinant,
                (along[at[1]] * aa - along[at[0]] * ab) / determinant};
    }
}
