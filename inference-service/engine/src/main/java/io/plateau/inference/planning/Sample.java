package io.plateau.inference.planning;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.corpus.Replacements;
import io.plateau.inference.tokens.TokenCounts;
import io.plateau.statistics.random.SeedDerivation;

/**
 * One streaming pass over a corpus: a uniform sample of its contexts that have a target, and the counts of its tokens.
 * Of a corpus that is not {@linkplain SharedInputs shared}, never more is in memory than the sampled contexts and one document.
 *
 * @param contexts sampled contexts in corpus order
 * @param counts how often each token occurs in the documents of the whole corpus
 * @param tokens tokens of the whole corpus, the joining ones included
 * @param corpusContexts contexts the corpus has
 * @param eligibleContexts those of them that could be sampled
 * @param documents documents the corpus has
 * @param parsed whether the corpus has a parse and it was read
 * @param replacements what of the corpus was no character
 */
record Sample(List<TokenContext> contexts, TokenCounts counts, long tokens, long corpusContexts, long eligibleContexts,
        long documents, boolean parsed, Replacements replacements) {

    static Sample draw(ExperimentSpecification specification, TokenSource corpus, TextMarks marks, int vocabulary) {
        return draw(specification, corpus, marks, vocabulary, context -> true, false);
    }

    /**
     * @param marks tokens that join documents and begin contexts
     * @param eligible which contexts may be sampled
     * @param withText whether the sampled contexts keep the text behind their tokens, and the parse where there is one
     */
    static Sample draw(ExperimentSpecification specification, TokenSource corpus, TextMarks marks, int vocabulary,
            Predicate<TokenContext> eligible, boolean withText) {
        int length = specification.tokens().contextLength();
        int wanted = specification.tokens().count() / length;
        TokenCounts counts = new TokenCounts(vocabulary);
        Reservoir<TokenContext> reservoir = new Reservoir<>(wanted,
                SeedDerivation.SHA_256.derive(specification.seed(), "contexts"));
        // A context of nothing but one-token documents has no position to study.
        ContextCutter cutter = new ContextCutter(length, marks, context -> {
            if (context.targets(marks.endOfText()).length > 0 && eligible.test(context)) {
                reservoir.offer(context);
            }
        });
        long read = 0;
        try (TokenStream documents = corpus.open(withText)) {
            for (TokenizedDocument document = documents.next(); document != null; document = documents.next()) {
                count(document.ids(), counts, specification.model(), vocabulary);
                if (withText) {
                    cutter.append(document.piece());
                } else {
                    cutter.append(document.ids(), document.continuation());
                }
                read += document.continuation() ? 0 : 1;
            }
            List<TokenContext> contexts = reservoir.sample().stream()
                    .sorted(Comparator.comparingLong(TokenContext::corpusIndex))
                    .toList();
            return new Sample(contexts, counts, cutter.tokens(), cutter.contexts(), reservoir.seen(), read,
                    documents.parsed(), documents.replacements());
        }
    }

    /** The counts alone: a pass before the one that needs them. */
    static TokenCounts count(ExperimentSpecification specification, TokenSource corpus, int vocabulary) {
        TokenCounts counts = new TokenCounts(vocabulary);
        try (TokenStream documents = corpus.open(false)) {
            for (TokenizedDocument document = documents.next(); document != null; document = documents.next()) {
                count(document.ids(), counts, specification.model(), vocabulary);
            }
        }
        return counts;
    }

    private static void count(int[] tokens, TokenCounts counts, String model, int vocabulary) {
        for (int token : tokens) {
            if (token < 0 || token >= vocabulary) {
                throw new UnprocessableException("the tokenizer of model " + model + " gives token " + token
                        + " but the model knows tokens 0 to " + (vocabulary - 1)
                        + "; its tokenizer.json belongs to another model");
            }
            counts.add(token);
        }
    }
}
