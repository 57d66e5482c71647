package io.plateau.inference.linguistics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTagFormat;
import opennlp.tools.postag.POSTaggerME;
import opennlp.tools.sentdetect.SentenceDetectorME;
import opennlp.tools.sentdetect.SentenceModel;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.tokenize.TokenizerModel;
import opennlp.tools.util.Span;

/**
 * Apache OpenNLP with its models for English, trained on the Universal Dependencies English Web Treebank; they come as
 * artifacts of the build. Not thread-safe: one per plan.
 */
public final class OpenNlpAnnotator implements Annotator {
    private static final String SENTENCES = "/opennlp-en-ud-ewt-sentence-1.3-2.5.4.bin";
    private static final String WORDS = "/opennlp-en-ud-ewt-tokens-1.3-2.5.4.bin";
    private static final String TAGS = "/opennlp-en-ud-ewt-pos-1.3-2.5.4.bin";

    private final SentenceDetectorME sentences;
    private final TokenizerME words;
    private final POSTaggerME tags;

    private OpenNlpAnnotator(SentenceModel sentences, TokenizerModel words, POSModel tags) {
        this.sentences = new SentenceDetectorME(sentences);
        this.words = new TokenizerME(words);
        this.tags = new POSTaggerME(tags, POSTagFormat.UD);
    }

    public static OpenNlpAnnotator load() {
        return new OpenNlpAnnotator(model(SENTENCES, SentenceModel::new), model(WORDS, TokenizerModel::new),
                model(TAGS, POSModel::new));
    }

    private interface Reading<M> {
        M read(InputStream bytes) throws IOException;
    }

    private static <M> M model(String name, Reading<M> reading) {
        try (InputStream bytes = OpenNlpAnnotator.class.getResourceAsStream(name)) {
            if (bytes == null) {
                throw new IllegalStateException("the language model " + name + " is missing from the build");
            }
            return reading.read(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the language model " + name + " cannot be read", e);
        }
    }

    @Override
    public List<Word> words(String text) {
        List<Word> found = new ArrayList<>();
        for (Span sentence : sentences.sentPosDetect(text)) {
            String of = text.substring(sentence.getStart(), sentence.getEnd());
            Span[] spans = words.tokenizePos(of);
            String[] tag = tags.tag(Span.spansToStrings(spans, of));
            for (int i = 0; i < spans.length; i++) {
                found.add(new Word(sentence.getStart() + spans[i].getStart(), sentence.getStart() + spans[i].getEnd(),
                        tag[i], i, spans.length));
            }
        }
        return found;
    }
}
