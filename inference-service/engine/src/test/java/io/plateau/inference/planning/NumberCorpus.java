package io.plateau.inference.planning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.linguistics.Annotator;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.tokens.TokenCounts;
import io.plateau.inference.tokens.TokenTexts;
import io.plateau.inference.tokens.TokenizedText;
import io.plateau.inference.tokens.Tokenizer;

/** A corpus of numbers: a text is its token ids, written out. */
final class NumberCorpus {
    static final int END = 0;
    static final ModelShape SHAPE = new ModelShape("gpt2", 2, 2, 8, 32, 40, 64, false);
    static final Tokenizer NUMBERS = new NumberTokenizer();

    private NumberCorpus() {
    }

    /** Reads the numbers; groupings by frequency ask for nothing else. */
    static class NumberTokenizer implements Tokenizer {
        @Override
        public int[] encode(String text) {
            return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
        }

        @Override
        public TokenizedText tokenize(String text) {
            throw new AssertionError("the groupings by frequency need no text");
        }

        @Override
        public int size() {
            return SHAPE.vocabulary();
        }

        @Override
        public TokenTexts texts() {
            return new TokenTexts(new int[0], new byte[0]);
        }

        @Override
        public int endOfText() {
            return END;
        }
    }

    /** Fifty documents in which token k of 1 … 39 is the rarer the larger it is. */
    static Corpus write(Path folder) throws IOException {
        Random random = new Random(11);
        String lines = IntStream.range(0, 50)
                .mapToObj(d -> "{\"text\":\"" + IntStream.range(0, 40 + d)
                        .mapToObj(i -> Integer.toString(1 + (int) (39 * random.nextDouble() * random.nextDouble())))
                        .collect(Collectors.joining(" ")) + "\"}")
                .collect(Collectors.joining("\n"));
        return new Corpus("numbers", Files.writeString(folder.resolve("numbers.jsonl"), lines));
    }

    /** They say the opposite of the corpus. */
    static TokenCounts modelCounts() {
        TokenCounts counts = new TokenCounts(SHAPE.vocabulary());
        for (int token = 1; token < 40; token++) {
            for (int i = 0; i < token; i++) {
                counts.add(token);
            }
        }
        return counts;
    }

    static ExperimentSpecification specification(String tokens, long seed) {
        return ExperimentSpecification.parse("{\"model\":\"m\",\"seed\":" + seed + ",\"tokens\":{" + tokens
                + "},\"graph\":{\"observations\":250}}");
    }

    static Annotator none() {
        throw new AssertionError("the groupings by frequency need no language model");
    }
}
