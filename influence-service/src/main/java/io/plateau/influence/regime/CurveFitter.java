package io.plateau.influence.regime;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.plateau.influence.powerlaw.LineFit;
import io.plateau.influence.powerlaw.RankAxis;
import io.plateau.influence.powerlaw.Weighting;

/** Fits curves under one weighting; what depends on the number of ranks alone is kept between fits. */
public final class CurveFitter {
    /** Replicates differ in how many influences are zero; beyond this many sizes they are prepared anew. */
    private static final int MAX_PREPARED = 64;

    private final Weighting weighting;
    private final Map<Integer, Prepared> prepared = new ConcurrentHashMap<>();

    public CurveFitter(Weighting weighting) {
        this.weighting = weighting;
    }

    /** @param y M: ln influence, in order of rank; empty result with fewer than three ranks */
    public Optional<CurveFit> fit(double[] y) {
        if (y.length < LineFit.MIN_RANKS) {
            return Optional.empty();
        }
        Prepared ready = prepared(y.length);
        LineFit line = LineFit.of(ready.axis(), y);
        return Optional.of(new CurveFit(ready.axis(), y, line, ready.search().fit(line, y)));
    }

    /**
     * The same over the first ranks alone.
     *
     * @param ranks how many, all where there are fewer
     */
    public Optional<CurveFit> fit(double[] y, int ranks) {
        return ranks >= y.length
                ? fit(y)
                : fit(Arrays.copyOf(y, ranks))
                        .map(f -> new CurveFit(f.axis(), f.y(), f.line(), f.segmented().among(y.length)));
    }

    private Prepared prepared(int ranks) {
        Prepared known = prepared.get(ranks);
        if (known != null) {
            return known;
        }
        return prepared.size() < MAX_PREPARED ? prepared.computeIfAbsent(ranks, this::prepare) : prepare(ranks);
    }

    private Prepared prepare(int ranks) {
        RankAxis axis = new RankAxis(ranks, weighting);
        return new Prepared(axis, new BreakpointSearch(axis));
    }

    private record Prepared(RankAxis axis, BreakpointSearch search) {
    }
}
