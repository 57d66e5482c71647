package io.plateau.routing.attention;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.plateau.routing.statistics.PairedTest;
import io.plateau.routing.statistics.Quantity;
import io.plateau.routing.statistics.Spread;
import io.plateau.statistics.trajectory.ContextValues;

/**
 * Concentration and similarity over all heads studied.
 *
 * @param heads by layer, then head
 * @param giniRare mean ± sd over heads
 * @param giniCommon mean ± sd over heads
 * @param giniOverHeads paired test of rare − common, one pair per head: the paper's
 * @param giniOverContexts paired test of rare − common, one pair per context: it respects that the rows of a
 *        context are not independent
 * @param similarity mean ± sd over the heads that have one
 * @param giniByContext rare − common, of the contexts that have both
 */
public record AttentionSummary(List<HeadAttention> heads, Spread giniRare, Spread giniCommon,
        PairedTest giniOverHeads, PairedTest giniOverContexts, Spread similarity, ContextValues giniByContext) {

    static AttentionSummary of(List<HeadAttention> heads, ContextValues byContext) {
        double[] differences = heads.stream().filter(h -> h.giniRare().isDefined() && h.giniCommon().isDefined())
                .mapToDouble(h -> h.giniRare().value() - h.giniCommon().value()).toArray();
        return new AttentionSummary(List.copyOf(heads), spread(heads, HeadAttention::giniRare),
                spread(heads, HeadAttention::giniCommon), PairedTest.of("head", differences),
                PairedTest.of("context", byContext.values()), spread(heads, HeadAttention::similarity), byContext);
    }

    /** Why a mean, a similarity or a test is undefined; null when all are defined. */
    public String reason() {
        Stream<String> reasons = Stream.of(
                heads.isEmpty() ? Stream.of("no attention rows were captured") : Stream.<String>empty(),
                heads.stream().flatMap(h -> Stream.of(h.giniRare(), h.giniCommon(), h.similarity()))
                        .map(Quantity::reason),
                Stream.of(giniOverHeads.reason(), giniOverContexts.reason())).flatMap(all -> all);
        String all = reasons.filter(Objects::nonNull).distinct().collect(Collectors.joining("; "));
        return all.isEmpty() ? null : all;
    }

    private static Spread spread(List<HeadAttention> heads, Function<HeadAttention, Quantity> quantity) {
        return Spread.of(
                heads.stream().map(quantity).filter(Quantity::isDefined).mapToDouble(Quantity::value).toArray());
    }
}
