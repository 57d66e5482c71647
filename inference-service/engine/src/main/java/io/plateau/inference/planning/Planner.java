package io.plateau.inference.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.GraphSpecification.ObservationGroup;
import io.plateau.contracts.specification.TokenSpecification;
import io.plateau.contracts.specification.TokenSpecification.Frequencies;
import io.plateau.contracts.specification.TokenSpecification.Grouping;
import io.plateau.contracts.specification.TokenSpecification.Prefix;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.linguistics.Annotator;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.model.family.ModelFamily;
import io.plateau.inference.tokens.TokenCounts;
import io.plateau.inference.tokens.Tokenizer;
import io.plateau.statistics.random.SeedDerivation;
import io.plateau.statistics.tokens.TokenGroup;

/** Decides what an experiment looks at; the same specification and files always give the same plan. */
public final class Planner {
    /** Below this a correlation of 0.1 would be noise (science.md section 4). */
    static final int FEWEST_OBSERVATIONS = 200;

    private final ExperimentSpecification specification;
    private final ModelShape shape;
    private final int layers;
    private final Tokenizer tokenizer;
    private final Supplier<TokenCounts> modelCounts;
    private final Supplier<Annotator> annotators;

    /**
     * @param layers whose attention is captured
     * @param modelCounts reads the counts beside the model; called only when the specification needs them
     * @param annotators loads the language models; called only when the specification needs them
     */
    public Planner(ExperimentSpecification specification, ModelShape shape, int layers, Tokenizer tokenizer,
            Supplier<TokenCounts> modelCounts, Supplier<Annotator> annotators) {
        this.specification = specification;
        this.shape = shape;
        this.layers = layers;
        this.tokenizer = tokenizer;
        this.modelCounts = modelCounts;
        this.annotators = annotators;
    }

    /** @throws UnprocessableException when model, corpus and specification do not go together */
    public Plan plan(Corpus corpus) {
        return plan(corpus, StreamedTokens.of(corpus, tokenizer));
    }

    /**
     * @param source the tokens of the corpus
     * @throws UnprocessableException when model, corpus and specification do not go together
     */
    public Plan plan(Corpus corpus, TokenSource source) {
        TokenSpecification tokens = specification.tokens();
        if (tokens.contextLength() > shape.maxContext()) {
            throw new UnprocessableException("tokens.contextLength is " + tokens.contextLength() + " but model "
                    + specification.model() + " reads at most " + shape.maxContext() + " tokens");
        }
        TextMarks marks = new TextMarks(tokenizer.endOfText(), prefix());
        TokenCounts ofModel = tokens.frequencies() == Frequencies.MODEL ? modelCounts.get() : null;
        TokenGrouping grouping = tokens.grouping() == Grouping.MATCHED
                ? TokenGrouping.matched(specification, corpus, source, marks,
                        shape.vocabulary(), ofModel, annotators)
                : TokenGrouping.byFrequency(specification, corpus, source, marks,
                        shape.vocabulary(), ofModel);
        List<TokenContext> contexts = grouping.contexts();
        int[][] targets = grouping.targets();
        byte[][] groups = grouping.groups();
        boolean[][] observed = observations(grouping.sample(), groups);
        Plan.Summary summary = summary(grouping.sample(), corpus, groups, observed);
        refuseEmptyGroup(corpus, summary);

        boolean[][] ablated = ablated(groups);
        List<PlannedContext> planned = new ArrayList<>();
        for (int c = 0; c < targets.length; c++) {
            planned.add(new PlannedContext(c, contexts.get(c).corpusIndex(), contexts.get(c).tokens(), targets[c],
                    groups[c],
                    bytes(observed[c]), ablated == null ? null : bytes(ablated[c])));
        }
        Cut cut = Cut.of(List.of(targets), shape.neurons(), shape.heads(), layers, Blocks.LARGEST_RECORD);
        return new Plan(planned, blocks(targets, cut), cut, summary,
                grouping.counts().first(tokenizer.size()), tokenizer.texts(), grouping.matching());
    }

    /** What every context begins with: as requested, or as models of the family were trained. */
    private int[] prefix() {
        Prefix asked = specification.tokens().prefix();
        int[] prefix = tokenizer.prefix(asked == null ? ModelFamily.prefixOf(shape.family()) : asked);
        int length = specification.tokens().contextLength();
        if (prefix.length > length - 2) {
            throw new UnprocessableException(
                    "the tokenizer of model " + specification.model() + " puts " + prefix.length
                            + " tokens in front of a text; with tokens.contextLength " + length
                            + " no target is left: take longer contexts, or set tokens.prefix to none");
        }
        for (int token : prefix) {
            if (token >= shape.vocabulary()) {
                throw new UnprocessableException(
                        "tokens.prefix would begin contexts with token " + token + " but model "
                                + specification.model() + " knows tokens 0 to " + (shape.vocabulary() - 1)
                                + "; set tokens.prefix to none");
            }
        }
        return prefix;
    }

    private boolean[][] observations(Sample sample, byte[][] groups) {
        ObservationGroup group = specification.graph().observationGroup();
        boolean[][] eligible = new boolean[groups.length][];
        int available = 0;
        for (int c = 0; c < groups.length; c++) {
            eligible[c] = new boolean[groups[c].length];
            for (int i = 0; i < groups[c].length; i++) {
                eligible[c][i] = group == ObservationGroup.ALL
                        || groups[c][i] == (group == ObservationGroup.RARE
                                ? TokenGroup.RARE.code()
                                : TokenGroup.COMMON.code());
                available += eligible[c][i] ? 1 : 0;
            }
        }
        if (available < FEWEST_OBSERVATIONS) {
            throw new UnprocessableException("the sample has " + available + " target positions of the group "
                    + group.label()
                    + " but the graph needs at least " + FEWEST_OBSERVATIONS
                    + " observations; raise tokens.count, take a longer corpus or choose another graph.observationGroup"
                    + shortDocuments(sample, groups));
        }
        return Observations.choose(eligible, specification.graph().observations(),
                SeedDerivation.SHA_256.derive(specification.seed(), "observations"));
    }

    /** Where neurons of a layer by its number are ablated, spread evenly over the contexts; null: everywhere. */
    private boolean[][] ablated(byte[][] groups) {
        if (specification.mlp().studiesFinalMlp()) {
            return null;
        }
        boolean[][] eligible = new boolean[groups.length][];
        for (int c = 0; c < groups.length; c++) {
            eligible[c] = new boolean[groups[c].length];
            for (int i = 0; i < groups[c].length; i++) {
                eligible[c][i] = groups[c][i] != TokenGroup.NEITHER;
            }
        }
        return Observations.choose(eligible, specification.mlp().positions(),
                SeedDerivation.SHA_256.derive(specification.seed(), "ablated-positions"));
    }

    /** Where most positions cannot be targets, the documents' ends are why. */
    private String shortDocuments(Sample sample, byte[][] groups) {
        int positions = Arrays.stream(groups).mapToInt(g -> g.length).sum();
        int sampled = groups.length * specification.tokens().contextLength();
        return 2 * positions >= sampled
                ? ""
                : " (of " + sampled + " sampled positions " + positions + " are targets, for the corpus' "
                        + sample.documents() + " documents are short: "
                        + sample.tokens() / Math.max(1, sample.documents())
                        + " tokens on average)";
    }

    private void refuseEmptyGroup(Corpus corpus, Plan.Summary summary) {
        if (summary.rare() == 0 || summary.common() == 0) {
            throw new UnprocessableException("of " + summary.positions() + " target positions sampled from corpus "
                    + corpus.name()
                    + ", tokens.grouping " + specification.tokens().grouping().label() + " makes " + summary.rare()
                    + " rare and "
                    + summary.common() + " common; both groups are needed: take more tokens or other thresholds");
        }
    }

    private Plan.Summary summary(Sample sample, Corpus corpus, byte[][] groups, boolean[][] observed) {
        int[] sizes = new int[3];
        int observations = 0;
        for (int c = 0; c < groups.length; c++) {
            for (int i = 0; i < groups[c].length; i++) {
                sizes[groups[c][i]]++;
                observations += observed[c][i] ? 1 : 0;
            }
        }
        return new Plan.Summary(sample.tokens(), sample.corpusContexts(), groups.length, sizes[0] + sizes[1] + sizes[2],
                sizes[TokenGroup.RARE.code()], sizes[TokenGroup.COMMON.code()], observations,
                sample.replacements().count(),
                notes(sample, corpus));
    }

    private List<String> notes(Sample sample, Corpus corpus) {
        List<String> notes = new ArrayList<>(tokenizer.notes());
        int[] prefix = prefix();
        if (prefix.length > 0) {
            notes.add("every context begins with " + (prefix.length == 1 ? "token " : "tokens ")
                    + Arrays.stream(prefix).mapToObj(Integer::toString).collect(Collectors.joining(", "))
                    + " (tokens.prefix), which is no target");
        }
        long replaced = sample.replacements().count();
        if (replaced > 0) {
            notes.add("corpus " + corpus.name() + " has " + replaced + " invalid character" + (replaced > 1 ? "s" : "")
                    + " (bytes that are not UTF-8, or half a surrogate pair), read as U+FFFD; the first is in line "
                    + sample.replacements().firstLine());
        }
        return notes;
    }

    private List<Block> blocks(int[][] targets, Cut cut) {
        if (cut.parts() > 1) {
            return IntStream.range(0, targets.length).mapToObj(c -> new Block(c, 1)).toList();
        }
        return Blocks.cut(Arrays.stream(targets).mapToLong(t -> (long) t.length * shape.neurons() * Float.BYTES)
                .toArray(), "activations");
    }

    private static byte[] bytes(boolean[] flags) {
        byte[] bytes = new byte[flags.length];
        for (int i = 0; i < flags.length; i++) {
            bytes[i] = (byte) (flags[i] ? 1 : 0);
        }
        return bytes;
    }

    /** How many blocks there will be if every position is a target and no context is cut. */
    public static int expectedBlocks(TokenSpecification tokens, int neurons) {
        long[] bytes = new long[Math.max(1, tokens.count() / tokens.contextLength())];
        Arrays.fill(bytes, Math.min(Blocks.LARGEST_RECORD, (tokens.contextLength() - 1L) * neurons * Float.BYTES));
        return Blocks.cut(bytes, "activations").size();
    }
}
