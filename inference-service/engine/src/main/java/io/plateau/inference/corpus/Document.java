package io.plateau.inference.corpus;

/**
 * One document of a corpus, or a piece of one.
 *
 * @param text the text, not empty
 * @param domain what kind of text it is (news, literature, …); null where the corpus does not say
 * @param source where it comes from; null where the corpus does not say
 * @param continuation true when this is more of the document before it: a long plain text comes in pieces
 */
public record Document(String text, String domain, String source, boolean continuation) {
}
