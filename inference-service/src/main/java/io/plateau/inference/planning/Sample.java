package io.plateau.inference.planning;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.corpus.Document;
import io.plateau.inference.corpus.DocumentReader;
import io.plateau.inference.corpus.Replacements;
import io.plateau.inference.linguistics.Parse;
import io.plateau.inference.tokens.TextTooLongException;
import io.plateau.inference.tokens.TokenCounts;
import io.plateau.inference.tokens.TokenizedText;
import io.plateau.inference.tokens.Tokenizer;

/**
 * One streaming pass over a corpus: a uniform sample of its contexts that have a target, and the counts of its tokens.
 * Never more is in memory than the sampled contexts and one document.
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

    static Sample draw(ExperimentSpecification specification, Corpus corpus, Tokenizer tokenizer, int vocabulary) {
        return draw(specification, corpus, tokenizer, vocabulary, context -> true, false);
    }

    /**
     * @param eligible which contexts may be sampled
     * @param withText whether the sampled contexts keep the text behind their tokens, and the parse where there is one
     */
    static Sample draw(ExperimentSpecification specification, Corpus corpus, Tokenizer tokenizer, int vocabulary,
            Predicate<TokenContext> eligible, boolean withText) {
        int length = specification.tokens().contextLength();
        int wanted = specification.tokens().count() / length;
        TokenCounts counts = new TokenCounts(vocabulary);
        Reservoir<TokenContext> reservoir = new Reservoir<>(wanted, Seeds.derive(specification.seed(), "contexts"));
        // A context of nothing but one-token documents has no position to study.
        ContextCutter cutter = new ContextCutter(length, tokenizer.endOfText(), context -> {
            if (context.targets(tokenizer.endOfText()).length > 0 && eligible.test(context)) {
                reservoir.offer(context);
            }
        });
        long read = 0;
        try (DocumentReader documents = corpus.open();
                Parse parse = withText ? Parse.beside(corpus).orElse(null) : null) {
            for (Document document = documents.next(); document != null; document = documents.next()) {
                String text = document.text();
                if (withText) {
                    TokenizedText tokens = tokens(documents, () -> tokenizer.tokenize(text));
                    count(tokens.ids(), counts, specification.model(), vocabulary);
                    cutter.append(new Excerpt.Piece(document, tokens, parse == null ? null : parse.next(document)));
                } else {
                    int[] tokens = tokens(documents, () -> tokenizer.encode(text));
                    count(tokens, counts, specification.model(), vocabulary);
                    cutter.append(tokens, document.continuation());
                }
                read += document.continuation() ? 0 : 1;
            }
            Optional.ofNullable(parse).ifPresent(Parse::requireEnd);
            List<TokenContext> contexts = reservoir.sample().stream()
                    .sorted(Comparator.comparingLong(TokenContext::corpusIndex))
                    .toList();
            return new Sample(contexts, counts, cutter.tokens(), cutter.contexts(), reservoir.seen(), read,
                    parse != null, documents.replacements());
        }
    }

    /** The counts alone: a pass before the one that needs them. */
    static TokenCounts count(ExperimentSpecification specification, Corpus corpus, Tokenizer tokenizer,
            int vocabulary) {
        TokenCounts counts = new TokenCounts(vocabulary);
        try (DocumentReader documents = corpus.open()) {
            for (Document document = documents.next(); document != null; document = documents.next()) {
                String text = document.text();
                count(tokens(documents, () -> tokenizer.encode(text)), counts, specification.model(), vocabulary);
            }
        }
        return counts;
    }

    /** The tokens of a document; it is named where it has none because it is too long. */
    private static <T> T tokens(DocumentReader documents, Supplier<T> tokenization) {
        try {
            return tokenization.get();
        } catch (TextTooLongException e) {
            throw new UnprocessableException(documents.where() + " " + e.getMessage(), e);
        }
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
