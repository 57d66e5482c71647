package io.plateau.inference.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.plateau.contracts.UnprocessableException;
import io.plateau.statistics.random.SeedDerivation;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * Rare types paired with common types (science.md section 1, {@code matched}). Per part of speech the pairing is the one of
 * least summed {@link MatchedPair#cost cost} among all without replacement; where a part of speech has more rare than
 * common types, those rare types stay unpaired whose leaving makes the sum least. Of a pair's types equally many
 * occurrences are used, so that no frequent type outweighs its partner.
 *
 * @param pairs by tag and rare token
 * @param rareTypes rare types among the sampled targets, whether paired or not
 * @param commonTypes common types among the sampled targets
 * @param parsed whether the corpus has a parse, so that roles were compared
 */
public record Matching(List<MatchedPair> pairs, int rareTypes, int commonTypes, boolean parsed) {
    /** About half a minute of one processor for one part of speech. */
    static final double MOST_STEPS = 1e10;

    /**
     * @param perToken occurrences used of a type, at most
     * @throws UnprocessableException when the types of one part of speech are too many to be paired
     */
    static Matching of(Map<Integer, List<Occurrence>> rare, Map<Integer, List<Occurrence>> common, int perToken,
            boolean parsed) {
        Map<String, List<TokenType>> rareByTag = byTag(rare);
        Map<String, List<TokenType>> commonByTag = byTag(common);
        List<MatchedPair> pairs = new ArrayList<>();
        rareByTag.forEach((tag, types) -> pair(tag, types, commonByTag.getOrDefault(tag, List.of()), perToken, pairs));
        return new Matching(List.copyOf(pairs), rare.size(), common.size(), parsed);
    }

    private static Map<String, List<TokenType>> byTag(Map<Integer, List<Occurrence>> types) {
        Map<String, List<TokenType>> byTag = new TreeMap<>();
        types.forEach((token, occurrences) -> TokenType.of(token, occurrences)
                .ifPresent(type -> byTag.computeIfAbsent(type.tag(), t -> new ArrayList<>()).add(type)));
        return byTag;
    }

    private static void pair(String tag, List<TokenType> rare, List<TokenType> common, int perToken,
            List<MatchedPair> pairs) {
        if (Assignment.steps(rare.size(), common.size()) > MOST_STEPS) {
            throw new UnprocessableException("tokens.grouping matched would pair " + rare.size() + " rare with "
                    + common.size() + " common token types of the part of speech " + tag
                    + ", which takes too long; choose a smaller tokens.count, a smaller tokens.rareBelow or a larger"
                    + " tokens.commonAbove");
        }
        int[] partner = Assignment.of(rare.size(), common.size(),
                (r, c) -> MatchedPair.cost(rare.get(r), common.get(c)));
        for (int r = 0; r < partner.length; r++) {
            if (partner[r] >= 0) {
                TokenType of = common.get(partner[r]);
                int used = Math.min(perToken, Math.min(rare.get(r).occurrences().size(), of.occurrences().size()));
                pairs.add(new MatchedPair(rare.get(r), of, used));
            }
        }
    }

    /**
     * Marks the occurrences used, a seeded choice spread over domains.
     *
     * @param sizes per context: its target positions, P
     * @return per context P codes of {@link TokenGroup}
     */
    byte[][] groups(int[] sizes, long seed) {
        byte[][] groups = new byte[sizes.length][];
        for (int c = 0; c < sizes.length; c++) {
            groups[c] = new byte[sizes[c]];
            Arrays.fill(groups[c], TokenGroup.NEITHER);
        }
        for (MatchedPair pair : pairs) {
            mark(groups, TokenGroup.RARE.code(), spread(pair.rare(), pair.occurrences(), seed));
            mark(groups, TokenGroup.COMMON.code(), spread(pair.common(), pair.occurrences(), seed));
        }
        return groups;
    }

    private static void mark(byte[][] groups, byte group, Collection<Occurrence> occurrences) {
        occurrences.forEach(o -> groups[o.context()][o.row()] = group);
    }

    /** Rounds over the domains, each round one more occurrence of every domain that has one left. */
    static List<Occurrence> spread(TokenType type, int wanted, long seed) {
        List<Occurrence> shuffled = new ArrayList<>(type.occurrences());
        Random random = new Random(SeedDerivation.SHA_256.derive(seed, "matched", type.token()));
        Collections.shuffle(shuffled, random);
        Map<String, List<Occurrence>> byDomain = new TreeMap<>();
        shuffled.forEach(o -> byDomain.computeIfAbsent(o.domain(), d -> new ArrayList<>()).add(o));
        List<Iterator<Occurrence>> left = new ArrayList<>(byDomain.values().stream().map(List::iterator).toList());
        // Types with fewer occurrences than there are domains must not all come from the first of them.
        Collections.shuffle(left, random);
        List<Occurrence> chosen = new ArrayList<>();
        while (chosen.size() < Math.min(wanted, shuffled.size())) {
            for (Iterator<Occurrence> domain : left) {
                if (domain.hasNext() && chosen.size() < wanted) {
                    chosen.add(domain.next());
                }
            }
        }
        return chosen;
    }
}
