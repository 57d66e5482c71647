package io.plateau.inference.planning;

import java.util.Comparator;
import java.util.List;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.corpus.Document;
import io.plateau.inference.corpus.DocumentReader;
import io.plateau.inference.tokens.TokenCounts;
import io.plateau.inference.tokens.Tokenizer;

/**
 * One streaming pass over a corpus: a uniform sample of its contexts that have a target, and the counts of its tokens.
 *
 * @param contexts sampled contexts in corpus order
 * @param counts how often each token occurs in the documents of the whole corpus
 * @param tokens tokens of the whole corpus, the joining ones included
 * @param corpusContexts contexts the corpus has
 */
record Sample(List<TokenContext> contexts, TokenCounts counts, long tokens, long corpusContexts) {

    static Sample draw(ExperimentSpecification specification, Corpus corpus, Tokenizer tokenizer, int vocabulary) {
        int length = specification.tokens().contextLength();
        int wanted = specification.tokens().count() / length;
        TokenCounts counts = new TokenCounts(vocabulary);
        Reservoir<TokenContext> reservoir = new Reservoir<>(wanted, Seeds.derive(specification.seed(), "contexts"));
        // A context of nothing but one-token documents has no position to study.
        ContextCutter cutter = new ContextCutter(length, tokenizer.endOfText(), context -> {
            if (context.targets(tokenizer.endOfText()).length > 0) {
                reservoir.offer(context);
            }
        });
        try (DocumentReader documents = corpus.open()) {
            for (Document document = documents.next(); document != null; document = documents.next()) {
                int[] tokens = tokenizer.encode(document.text());
                count(tokens, counts, specification.model(), vocabulary);
                cutter.append(tokens, document.continuation());
            }
        }
        List<TokenContext> contexts = reservoir.sample().stream()
                .sorted(Comparator.comparingLong(TokenContext::corpusIndex))
                .toList();
        return new Sample(contexts, counts, cutter.tokens(), cutter.contexts());
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
