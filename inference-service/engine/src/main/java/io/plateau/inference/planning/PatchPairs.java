package io.plateau.inference.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.plateau.contracts.Topic;
import io.plateau.statistics.random.SeedDerivation;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * Pairs of a rare and a common target between which attention outputs are patched, in different contexts. By frequency
 * alone they are at the same position, so that both see as many keys. Where rare types are matched with common ones, a
 * pair is an occurrence of a rare type and the nearest in position of its partner's.
 *
 * <p>
 * Pairs are drawn in rounds. In a round no context is used twice, and no target is ever used twice: as long as one round
 * is enough, pairs share no context and are independent units of a test.
 */
public final class PatchPairs {
    /** Per pair; twice what one round needs when every context finds a partner. */
    private static final int CANDIDATES = 4;
    /** Bounds memory and the search: contexts of 256 tokens take a few MB. */
    private static final int MOST_CANDIDATES = 1_000;
    /** A block of so many pairs is about as long to compute as one of head ablations. */
    private static final int MOST_IN_BLOCK = 8;

    private final List<PlannedContext> contexts;
    private final byte[][] groups; // C, T; what is left to use
    private final Map<Integer, Integer> partners;
    private final int deciding;
    private final Random random;

    private PatchPairs(List<PlannedContext> contexts, Map<Integer, Integer> partners, int deciding, long seed) {
        this.contexts = contexts;
        this.partners = partners;
        this.deciding = deciding;
        this.groups = contexts.stream().map(PatchPairs::byPosition).toArray(byte[][]::new);
        this.random = new Random(seed);
    }

    /**
     * The contexts among which pairs are sought, ascending: a seeded sample.
     *
     * @param matched whether types are matched: their few occurrences are sought as widely as the bound allows
     */
    public static List<Integer> candidates(int contexts, int wanted, boolean matched, long seed) {
        List<Integer> order = new ArrayList<>();
        for (int c = 0; c < contexts; c++) {
            order.add(c);
        }
        Collections.shuffle(order, new Random(SeedDerivation.SHA_256.derive(seed, "patching-contexts")));
        return order.stream().limit(matched ? MOST_CANDIDATES : Math.min(MOST_CANDIDATES, (long) CANDIDATES * wanted))
                .sorted().toList();
    }

    /**
     * Pairs by frequency alone.
     *
     * @param contexts the candidates
     * @param wanted how many pairs; fewer when the contexts form fewer
     * @return by the later position, then contexts: neighbours are cut to about the same length
     */
    public static List<PatchPair> choose(List<PlannedContext> contexts, int wanted, long seed) {
        return sorted(
                new PatchPairs(contexts, null, 0, SeedDerivation.SHA_256.derive(seed, "patching-pairs")).draw(wanted));
    }

    /**
     * Pairs of matched types.
     *
     * @param partners rare token → the common token it is matched with
     * @param deciding what lies between a position and the token that decides its group: 1 the predicted token, 0 the input
     */
    public static List<PatchPair> matched(List<PlannedContext> contexts, Map<Integer, Integer> partners, int deciding,
            int wanted, long seed) {
        return sorted(
                new PatchPairs(contexts, partners, deciding, SeedDerivation.SHA_256.derive(seed, "patching-pairs"))
                        .draw(wanted));
    }

    private static List<PatchPair> sorted(List<PatchPair> pairs) {
        pairs.sort(Comparator.comparingInt((PatchPair p) -> Math.max(p.rarePosition(), p.commonPosition()))
                .thenComparingInt(PatchPair::rareContext)
                .thenComparingInt(PatchPair::commonContext));
        return pairs;
    }

    /**
     * Blocks over the pairs; one empty block when there are none, so that it can be said.
     *
     * @param layers layers in range
     * @param heads H
     * @param plateau M, neurons measured
     */
    public static List<Block> blocks(int pairs, int layers, int heads, int plateau) {
        long[] bytes = new long[pairs];
        // Two unpatched rows; per layer its heads and all of them.
        long event = (2 + (long) layers * (heads + 1)) * plateau * Float.BYTES;
        Arrays.fill(bytes, Math.max(event, Topic.BLOCK_BYTES / MOST_IN_BLOCK));
        List<Block> blocks = Blocks.cut(bytes, "patched activations");
        return blocks.isEmpty() ? List.of(new Block(0, 0)) : blocks;
    }

    private List<PatchPair> draw(int wanted) {
        List<PatchPair> pairs = new ArrayList<>();
        int before = -1;
        while (pairs.size() < wanted && pairs.size() > before) {
            before = pairs.size();
            round(pairs, wanted);
        }
        return pairs;
    }

    private void round(List<PatchPair> pairs, int wanted) {
        List<Integer> free = new ArrayList<>();
        for (int c = 0; c < groups.length; c++) {
            free.add(c);
        }
        Collections.shuffle(free, random);
        while (!free.isEmpty() && pairs.size() < wanted) {
            int rare = free.remove(0);
            PatchPair pair = pairFor(rare, free);
            if (pair != null) {
                pairs.add(pair);
            }
        }
    }

    /** Takes the partner out of {@code free}; null when no rare position of the context has one. */
    private PatchPair pairFor(int rare, List<Integer> free) {
        List<Integer> positions = new ArrayList<>();
        for (int t = 0; t < groups[rare].length; t++) {
            if (groups[rare][t] == TokenGroup.RARE.code()) {
                positions.add(t);
            }
        }
        Collections.shuffle(positions, random);
        for (int t : positions) {
            for (int i = 0; i < free.size(); i++) {
                int common = free.get(i);
                int at = partner(rare, t, common);
                if (at >= 0) {
                    free.remove(i);
                    groups[rare][t] = TokenGroup.NEITHER;
                    groups[common][at] = TokenGroup.NEITHER;
                    return new PatchPair(contexts.get(rare).index(), t, contexts.get(common).index(), at);
                }
            }
        }
        return null;
    }

    /** The position in another context that a rare target is paired with; −1 when there is none. */
    private int partner(int rare, int t, int common) {
        if (partners == null) {
            return groups[common][t] == TokenGroup.COMMON.code() ? t : -1;
        }
        Integer token = partners.get(contexts.get(rare).tokens()[t + deciding]);
        int nearest = -1;
        for (int at = 0; token != null && at < groups[common].length; at++) {
            if (groups[common][at] == TokenGroup.COMMON.code() && contexts.get(common).tokens()[at + deciding] == token
                    && (nearest < 0 || Math.abs(at - t) < Math.abs(nearest - t))) {
                nearest = at;
            }
        }
        return nearest;
    }

    private static byte[] byPosition(PlannedContext context) {
        byte[] groups = new byte[context.tokens().length];
        Arrays.fill(groups, TokenGroup.NEITHER);
        for (int i = 0; i < context.targets().length; i++) {
            groups[context.targets()[i]] = context.groups()[i];
        }
        return groups;
    }
}
