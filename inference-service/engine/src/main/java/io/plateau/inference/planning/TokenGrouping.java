package io.plateau.inference.planning;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.TokenSpecification;
import io.plateau.contracts.specification.TokenSpecification.GroupedBy;
import io.plateau.contracts.specification.TokenSpecification.Grouping;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.linguistics.Annotator;
import io.plateau.inference.tokens.TokenCounts;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * The sampled contexts with their target positions in groups.
 *
 * @param sample what was drawn
 * @param targets per context its target positions, P
 * @param groups per context P codes of {@link TokenGroup}
 * @param counts by which tokens are rare or common
 * @param matching how rare and common were paired; null unless the grouping is {@code matched}
 */
record TokenGrouping(Sample sample, int[][] targets, byte[][] groups, TokenCounts counts, Matching matching) {

    /**
     * The groupings by frequency alone: any context with a target is as good as another.
     *
     * @param modelCounts null where the corpus' own are requested
     */
    static TokenGrouping byFrequency(ExperimentSpecification specification, Corpus corpus, TokenSource source,
            TextMarks marks, int vocabulary, TokenCounts modelCounts) {
        TokenSpecification tokens = specification.tokens();
        Sample sample = Sample.draw(specification, source, marks, vocabulary);
        refuseTooShort(corpus, sample, tokens);
        TokenCounts counts = modelCounts == null ? sample.counts() : modelCounts;
        int[][] targets = targets(sample, marks.endOfText());
        long[] frequencies = new long[Arrays.stream(targets).mapToInt(t -> t.length).sum()];
        int p = 0;
        for (int c = 0; c < targets.length; c++) {
            for (int t : targets[c]) {
                frequencies[p++] = counts.of(sample.contexts().get(c).tokens()[t + offset(tokens)]);
            }
        }
        refuseEqualCounts(frequencies, tokens, modelCounts != null);
        byte[] flat = tokens.grouping() == Grouping.MEDIAN
                ? FrequencyGroups.median(frequencies)
                : FrequencyGroups.thresholds(frequencies, FrequencyThresholds.of(tokens, counts.total()));
        byte[][] groups = new byte[targets.length][];
        p = 0;
        for (int c = 0; c < targets.length; c++) {
            groups[c] = Arrays.copyOfRange(flat, p, p += targets[c].length);
        }
        return new TokenGrouping(sample, targets, groups, counts, null);
    }

    /**
     * Rare and common types paired. Only contexts that hold a rare target are sampled, for common types are everywhere;
     * that needs the counts first, so the corpus' own counts cost a pass of their own.
     *
     * @param modelCounts null where the corpus' own are requested
     */
    static TokenGrouping matched(ExperimentSpecification specification, Corpus corpus, TokenSource source,
            TextMarks marks, int vocabulary, TokenCounts modelCounts, Supplier<Annotator> annotators) {
        TokenSpecification tokens = specification.tokens();
        TokenCounts counts = modelCounts == null
                ? Sample.count(specification, source, vocabulary)
                : modelCounts;
        FrequencyThresholds thresholds = FrequencyThresholds.of(tokens, counts.total());
        int offset = offset(tokens);
        Sample sample = Sample.draw(specification, source, marks, vocabulary,
                context -> Arrays.stream(context.targets(marks.endOfText())).anyMatch(
                        t -> thresholds.group(counts.of(context.tokens()[t + offset])) == TokenGroup.RARE.code()),
                true);
        if (sample.corpusContexts() >= 2 && sample.contexts().size() < 2) {
            throw new UnprocessableException("of the " + sample.corpusContexts() + " contexts of corpus "
                    + corpus.name() + ", " + sample.eligibleContexts() + " hold a rare target (a token that occurs less"
                    + " than " + thresholds.rareBelow() + " times); tokens.grouping matched needs at least 2: take a"
                    + " longer corpus or a larger tokens.rareBelow");
        }
        refuseTooShort(corpus, sample, tokens);
        int[][] targets = targets(sample, marks.endOfText());
        Occurrences occurrences = new Occurrences(annotators.get(), token -> thresholds.group(counts.of(token)));
        for (int c = 0; c < targets.length; c++) {
            occurrences.add(c, sample.contexts().get(c), targets[c], offset);
        }
        Matching matching = Matching.of(occurrences.of(TokenGroup.RARE.code()),
                occurrences.of(TokenGroup.COMMON.code()),
                tokens.contextsPerToken(), sample.parsed());
        if (matching.pairs().isEmpty()) {
            throw new UnprocessableException("none of " + matching.rareTypes() + " rare token types has a partner of"
                    + " its part of speech among " + matching.commonTypes() + " common ones (more than "
                    + thresholds.commonAbove() + " occurrences) in the sample of corpus " + corpus.name()
                    + "; take more tokens or a smaller tokens.commonAbove");
        }
        byte[][] groups = matching.groups(Arrays.stream(targets).mapToInt(t -> t.length).toArray(),
                specification.seed());
        return new TokenGrouping(sample, targets, groups, counts, matching);
    }

    List<TokenContext> contexts() {
        return sample.contexts();
    }

    private static int offset(TokenSpecification tokens) {
        return tokens.groupedBy() == GroupedBy.PREDICTED ? 1 : 0;
    }

    private static int[][] targets(Sample sample, int endOfText) {
        return sample.contexts().stream().map(c -> c.targets(endOfText)).toArray(int[][]::new);
    }

    private static void refuseTooShort(Corpus corpus, Sample sample, TokenSpecification tokens) {
        int length = tokens.contextLength();
        if (sample.corpusContexts() < 2) {
            throw new UnprocessableException("corpus " + corpus.name() + " has " + sample.tokens()
                    + (sample.documents() > 1 ? " tokens in " + sample.documents() + " documents" : " tokens")
                    + "; with tokens.contextLength " + length + " at least " + 2 * length + " are needed");
        }
        if (sample.contexts().size() < 2) {
            throw new UnprocessableException("of the " + sample.corpusContexts() + " contexts of corpus "
                    + corpus.name() + ", " + sample.eligibleContexts()
                    + " have a target position and 2 are needed: its "
                    + sample.documents() + " documents have " + sample.tokens()
                    + " tokens, the joining ones included, and"
                    + " a document needs 3 of its own to have one, for its first position is never studied");
        }
    }

    /** Whether and why a split at the median has one side only. */
    private static void refuseEqualCounts(long[] frequencies, TokenSpecification tokens, boolean ofModel) {
        if (frequencies.length > 0 && Arrays.stream(frequencies).allMatch(f -> f == frequencies[0])) {
            throw new UnprocessableException("every one of the " + frequencies.length
                    + " sampled tokens that decide the groups has the count " + frequencies[0]
                    + (ofModel ? " in the model's " + TokenCounts.FILE : " in the corpus")
                    + ", so none is rarer than another; tokens.grouping " + tokens.grouping().label()
                    + " needs counts that differ"
                    + (ofModel ? ": take other counts or set tokens.frequencies to corpus" : ": take another corpus"));
        }
    }
}
