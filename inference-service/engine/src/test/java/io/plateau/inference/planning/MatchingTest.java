package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.UnprocessableException;
import io.plateau.statistics.tokens.TokenGroup;

class MatchingTest {
    private int row;

    @Test
    void aRareTypeGetsTheCommonTypeOfItsTagThatIsMostLikeIt() {
        // Given a noun of five characters at the beginning, and four common types
        Map<Integer, List<Occurrence>> rare = Map.of(1, times(3, "lemur", "NOUN", 0));
        Map<Integer, List<Occurrence>> common = new TreeMap<>(Map.of(10, times(9, "lemon", "VERB", 0), 11,
                times(9, "house", "NOUN", 2), 12, times(9, "houses", "NOUN", 0), 13, times(9, "mice", "NOUN", 1)));

        Matching matching = Matching.of(rare, common, 20, false);

        // Then length ±1 counts as equal and the third decides
        MatchedPair pair = matching.pairs().get(0);
        assertEquals(12, pair.common().token());
        assertEquals(0, pair.cost());
        assertEquals(3, pair.occurrences());
        assertTrue(pair.lengthMet() && pair.tagMet() && pair.positionMet() && !pair.roleMet());
        assertEquals(1, matching.rareTypes());
        assertEquals(4, matching.commonTypes());
    }

    @Test
    void noCommonTypeIsUsedTwiceAndOneOfTwoRareStaysUnpaired() {
        Map<Integer, List<Occurrence>> rare = new TreeMap<>(
                Map.of(1, times(1, "abcdefgh", "NOUN", 0), 2, times(1, "abc", "NOUN", 0)));

        Matching matching = Matching.of(rare, Map.of(9, times(4, "abd", "NOUN", 0)), 20, false);

        assertEquals(List.of(2), matching.pairs().stream().map(p -> p.rare().token()).toList());
        assertEquals(2, matching.rareTypes());
    }

    @Test
    void aTypeHasTheTagOfMostOfItsOccurrencesAndOnlyThoseAreUsed() {
        List<Occurrence> mixed = new ArrayList<>(times(2, "run", "NOUN", 0));
        mixed.addAll(times(3, "run", "VERB", 1));
        List<Occurrence> common = times(9, "go", "VERB", 1);
        Matching matching = Matching.of(Map.of(1, mixed), Map.of(2, common), 20, false);

        byte[][] groups = matching.groups(new int[]{row}, 7);

        assertEquals("VERB", matching.pairs().get(0).rare().tag());
        for (Occurrence occurrence : mixed) {
            assertEquals(occurrence.tag().equals("VERB") ? TokenGroup.RARE.code() : TokenGroup.NEITHER,
                    groups[0][occurrence.row()]);
        }
        // As many common ones
        assertEquals(3, common.stream().filter(o -> groups[0][o.row()] == TokenGroup.COMMON.code()).count());
    }

    @Test
    void rolesCountWhereTheyAreKnown() {
        List<Occurrence> subject = List.of(new Occurrence(0, row++, "fox", "NOUN", 0, "nsubj", ""));
        Map<Integer, List<Occurrence>> common = new TreeMap<>(
                Map.of(8, List.of(new Occurrence(0, row++, "cat", "NOUN", 0, "obj", "")), 9,
                        List.of(new Occurrence(0, row++, "dog", "NOUN", 0, "nsubj", ""))));

        MatchedPair pair = Matching.of(Map.of(1, subject), common, 20, true).pairs().get(0);

        assertEquals(9, pair.common().token());
        assertTrue(pair.roleMet());
    }

    @Test
    void occurrencesAreSpreadOverDomainsAndTheSeedDecides() {
        List<Occurrence> all = IntStream.range(0, 60)
                .mapToObj(i -> new Occurrence(0, i, "cat", "NOUN", 0, null, i < 50 ? "news" : i < 58 ? "law" : "art"))
                .toList();
        TokenType type = TokenType.of(5, all).orElseThrow();

        List<Occurrence> chosen = Matching.spread(type, 20, 1);

        // 2 of art, all there are; 8 of law, all there are; the rest of news
        assertEquals(Map.of("art", 2L, "law", 8L, "news", 10L),
                chosen.stream().collect(Collectors.groupingBy(Occurrence::domain, Collectors.counting())));
        assertEquals(chosen, Matching.spread(type, 20, 1));
        assertTrue(!chosen.equals(Matching.spread(type, 20, 2)), "another seed must choose others");
        // Single occurrences do not all come from one domain
        long domains = IntStream.range(0, 50).mapToObj(seed -> Matching.spread(type, 1, seed).get(0).domain())
                .distinct().count();
        assertEquals(3, domains);
    }

    @Test
    void typesThatAreTooManyAreRefusedBeforeTheyAreTried() {
        Map<Integer, List<Occurrence>> many = IntStream.range(0, 2_200).boxed()
                .collect(Collectors.toMap(i -> i, i -> times(1, "cat", "NOUN", 0)));

        String message = assertThrows(UnprocessableException.class, () -> Matching.of(many, many, 20, false))
                .getMessage();

        assertTrue(message.contains("2200 rare with 2200 common token types of the part of speech NOUN"), message);
    }

    private List<Occurrence> times(int count, String text, String tag, int third) {
        return IntStream.range(0, count).mapToObj(i -> new Occurrence(0, row++, text, tag, third, null, "")).toList();
    }
}
