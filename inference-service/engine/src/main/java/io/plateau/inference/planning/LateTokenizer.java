package io.plateau.inference.planning;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.plateau.inference.tokens.ModelTokenizer;
import io.plateau.inference.tokens.TokenTexts;
import io.plateau.inference.tokens.TokenizedText;
import io.plateau.inference.tokens.Tokenizer;

/** Opens a tokenizer when a text is to be tokenised, or when nothing is known of it: it takes longer to open than a plan. */
final class LateTokenizer implements Tokenizer, AutoCloseable {
    private final Supplier<ModelTokenizer> opening;
    private TokenizerFacts facts;
    private ModelTokenizer opened;

    LateTokenizer(Supplier<ModelTokenizer> opening, Optional<TokenizerFacts> facts) {
        this.opening = opening;
        this.facts = facts.orElse(null);
    }

    private ModelTokenizer opened() {
        if (opened == null) {
            opened = opening.get();
        }
        return opened;
    }

    TokenizerFacts facts() {
        if (facts == null) {
            facts = TokenizerFacts.of(opened());
        }
        return facts;
    }

    @Override
    public int[] encode(String text) {
        return opened().encode(text);
    }

    @Override
    public TokenizedText tokenize(String text) {
        return opened().tokenize(text);
    }

    @Override
    public int size() {
        return facts().size();
    }

    @Override
    public TokenTexts texts() {
        return facts().texts();
    }

    @Override
    public int endOfText() {
        return facts().endOfText();
    }

    @Override
    public Optional<Integer> beginningOfText() {
        return Optional.ofNullable(facts().bos());
    }

    @Override
    public int[] postProcessorPrefix() {
        return facts().auto().stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public List<String> notes() {
        return facts().notes();
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
