package io.plateau.inference.planning;

/** A corpus as the tokens of one tokenizer; every opening starts at its beginning. */
public interface TokenSource {
    /** @param withText whether the text behind the tokens is wanted, and the parse where there is one */
    TokenStream open(boolean withText);
}
