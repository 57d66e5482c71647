package io.plateau.inference.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.linguistics.Annotator;
import io.plateau.inference.tokens.ModelTokenizer;
import io.plateau.inference.tokens.TokenCounts;
import io.plateau.inference.tokens.Tokenizer;

/**
 * Inputs shared by plans of one model and corpus: the tokenised corpus, the counts beside the model, the parts of speech of
 * texts. Keyed by the hashes of their sources, bounded in memory; a plan is the same with and without them.
 */
public final class SharedInputs {
    private final WeightedCache<Object, Object> kept;
    private final long largest;
    private final Annotator annotator;

    /**
     * @param bytes bound on what is kept
     * @param annotators loads the language models, once, when they are first needed
     */
    public SharedInputs(long bytes, Supplier<Annotator> annotators) {
        this.kept = new WeightedCache<>(bytes);
        // A corpus being collected is in memory beside the cache.
        this.largest = bytes / 2;
        this.annotator = new SharedAnnotator(annotators, kept);
    }

    private record TokensKey(Object files, boolean withText) {
    }

    private record CountsKey(Object files) {
    }

    private record TokenizerKey(Object files) {
    }

    /**
     * The inputs of one plan.
     *
     * @param files identifies model, corpus and the content of every file that is read
     * @param tokenizers opens the tokenizer; not asked where nothing is left to be tokenised
     */
    public Inputs of(Object files, Supplier<ModelTokenizer> tokenizers) {
        return new Inputs(files, tokenizers);
    }

    /** An upper bound of the memory of what is kept, bytes. */
    long bytes() {
        return kept.weight();
    }

    /** Inputs of one plan. What it reads is shared only after {@link #keep()}. */
    public final class Inputs implements AutoCloseable {
        private final Object files;
        private final LateTokenizer tokenizer;
        private final List<Runnable> read = new ArrayList<>();

        private Inputs(Object files, Supplier<ModelTokenizer> tokenizers) {
            this.files = files;
            this.tokenizer = new LateTokenizer(tokenizers, find(new TokenizerKey(files), TokenizerFacts.class));
        }

        public Tokenizer tokenizer() {
            return tokenizer;
        }

        public Annotator annotator() {
            return annotator;
        }

        public TokenSource tokens(Corpus corpus) {
            TokenSource streamed = StreamedTokens.of(corpus, tokenizer);
            return withText -> find(new TokensKey(files, withText), KeptTokens.class).map(KeptTokens::stream)
                    .orElseGet(() -> KeptTokens.collecting(streamed.open(withText), largest,
                            whole -> read
                                    .add(() -> kept.put(new TokensKey(files, withText), whole, whole.bytes()))));
        }

        public TokenCounts counts(Supplier<TokenCounts> reading) {
            return find(new CountsKey(files), TokenCounts.class).orElseGet(() -> {
                TokenCounts counts = reading.get();
                read.add(() -> kept.put(new CountsKey(files), counts, counts.bytes()));
                return counts;
            });
        }

        /** Shares what was read: to be called once the files are known to have been the same all the while. */
        public void keep() {
            read.forEach(Runnable::run);
            TokenizerFacts facts = tokenizer.facts();
            kept.put(new TokenizerKey(files), facts, facts.bytes());
        }

        private <V> Optional<V> find(Object key, Class<V> type) {
            return kept.get(key).map(type::cast);
        }

        @Override
        public void close() {
            tokenizer.close();
        }
    }
}
