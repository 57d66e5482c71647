package io.plateau.routing.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.plateau.routing.attention.HeadAttention;
import io.plateau.routing.impact.HeadImpact;
import io.plateau.routing.statistics.CorrectedP;
import io.plateau.routing.verdict.Selectivity;

/**
 * Everything known about one head. A part is null where the head's attention was not captured or the head was not
 * ablated.
 *
 * @param gini p-value of the test of concentration over contexts, in the family of all heads
 */
public record HeadRow(int layer, int head, HeadAttention attention, CorrectedP gini, HeadImpact impact,
        Selectivity selectivity) {

    /** Joins the parts by layer and head, ascending. */
    static List<HeadRow> join(List<HeadAttention> attention, List<HeadImpact> impacts,
            List<Selectivity> selectivities) {
        SortedMap<Key, HeadRow> rows = new TreeMap<>();
        List<CorrectedP> gini = CorrectedP.ofTests(attention.stream().map(HeadAttention::giniOverContexts).toList());
        for (int i = 0; i < attention.size(); i++) {
            HeadAttention a = attention.get(i);
            rows.put(new Key(a.layer(), a.head()), new HeadRow(a.layer(), a.head(), a, gini.get(i), null, null));
        }
        for (int i = 0; i < impacts.size(); i++) {
            HeadImpact impact = impacts.get(i);
            Key key = new Key(impact.head().layer(), impact.head().head());
            HeadRow known = rows.get(key);
            rows.put(key, new HeadRow(key.layer, key.head, known == null ? null : known.attention,
                    known == null ? null : known.gini, impact, selectivities.get(i)));
        }
        return new ArrayList<>(rows.values());
    }

    /** Why values of this row are undefined; null when all are defined. */
    public String reason() {
        Stream<String> reasons = Stream.concat(
                attention == null
                        ? Stream.of("the head's attention was not captured")
                        : Stream.of(attention.giniRare().reason(), attention.giniCommon().reason(),
                                attention.giniOverContexts().reason(), attention.similarity().reason()),
                impact == null
                        ? Stream.of("the head was not ablated")
                        : Stream.of(impact.rare().test().reason(), impact.common().test().reason(),
                                impact.firstHalf().reason(), impact.secondHalf().reason(), selectivity.reason()));
        String all = reasons.filter(Objects::nonNull).distinct().collect(Collectors.joining("; "));
        return all.isEmpty() ? null : all;
    }

    private record Key(int layer, int head) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return layer != other.layer ? Integer.compare(layer, other.layer) : Integer.compare(head, other.head);
        }
    }
}
