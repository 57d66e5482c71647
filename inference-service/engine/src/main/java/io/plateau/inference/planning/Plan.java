package io.plateau.inference.planning;

import java.util.List;

import io.plateau.inference.tokens.TokenTexts;

/**
 * What an experiment looks at, decided once from the specification.
 *
 * @param contexts C sampled contexts
 * @param blocks whole contexts that are worked on together; one context each where they are cut
 * @param cut into how many blocks and events each of them goes
 * @param summary numbers about the plan, for provenance
 * @param counts occurrences of the tokens that the tokenizer has, from id 0, by which they are rare or common
 * @param texts what those tokens stand for
 * @param matching how rare and common types were paired; null unless the grouping is {@code matched}
 */
public record Plan(List<PlannedContext> contexts, List<Block> blocks, Cut cut, Summary summary, long[] counts,
        TokenTexts texts, Matching matching) {

    /** Blocks of the stages over all contexts. */
    public int stageBlocks() {
        return blocks.size() * cut.parts();
    }

    /**
     * @param corpusTokens tokens of the whole corpus, the joining ones included
     * @param corpusContexts contexts the corpus has
     * @param sampledContexts C
     * @param positions usable target positions of the sampled contexts
     * @param rare positions of the rare group
     * @param common positions of the common group
     * @param observations positions the graph observes
     * @param replacedCharacters what of the corpus was no character and was read as U+FFFD
     * @param notes what a reader of the results should know of corpus and tokenizer, in sentences without a full stop
     */
    public record Summary(long corpusTokens, long corpusContexts, int sampledContexts, int positions, int rare,
            int common, int observations, long replacedCharacters, List<String> notes) {

        /** Of a corpus of characters and a tokenizer of which there is nothing to say. */
        public Summary(long corpusTokens, long corpusContexts, int sampledContexts, int positions, int rare, int common,
                int observations) {
            this(corpusTokens, corpusContexts, sampledContexts, positions, rare, common, observations, 0, List.of());
        }
    }
}
