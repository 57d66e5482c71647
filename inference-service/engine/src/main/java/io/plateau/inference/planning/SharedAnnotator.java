package io.plateau.inference.planning;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

import io.plateau.inference.linguistics.Annotator;
import io.plateau.inference.linguistics.Word;

/** Words of texts, found once for every text: what an annotator finds depends on the text alone. */
final class SharedAnnotator implements Annotator {
    private static final int ENTRY = 256;
    private static final int WORD = 104;

    private final Supplier<Annotator> loading;
    private final WeightedCache<Object, Object> kept;
    private Annotator loaded;

    SharedAnnotator(Supplier<Annotator> loading, WeightedCache<Object, Object> kept) {
        this.loading = loading;
        this.kept = kept;
    }

    private record TextKey(String sha256) {
    }

    private record Words(List<Word> words) {
    }

    @Override
    public List<Word> words(String text) {
        TextKey key = new TextKey(sha256(text));
        return kept.get(key).map(Words.class::cast).orElseGet(() -> {
            Words found = new Words(List.copyOf(annotate(text)));
            kept.put(key, found, ENTRY + (long) WORD * found.words().size());
            return found;
        }).words();
    }

    /** One text at a time: the annotator is not thread-safe. */
    private synchronized List<Word> annotate(String text) {
        if (loaded == null) {
            loaded = loading.get();
        }
        return loaded.words(text);
    }

    /** Of UTF-16: no two texts have the same bytes, halves of surrogate pairs included. */
    private static String sha256(String text) {
        try {
            byte[] utf16 = new byte[Character.BYTES * text.length()];
            ByteBuffer.wrap(utf16).asCharBuffer().put(text);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
