package io.plateau.inference.files;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What stands in a file's place when its download went wrong, told by its first bytes. */
final class Disguise {
    private static final String POINTER = "version https://git-lfs.github.com/spec/";
    /** Characters of an unknown text that a message shows. */
    private static final int SHOWN = 60;

    private Disguise() {
    }

    /** @return a sentence's end: "is a …"; empty where nothing is wrong */
    static Optional<String> of(byte[] first, FileKind kind) {
        // One character per byte; a byte order mark is no part of what follows.
        String raw = new String(first, StandardCharsets.ISO_8859_1).replaceFirst("^\u00EF\u00BB\u00BF", "");
        if (raw.startsWith(POINTER)) {
            return Optional.of("is a Git LFS pointer, not the file itself; fetch it with: git lfs pull");
        }
        if (!kind.structured()) {
            return Optional.empty();
        }
        if (raw.isBlank()) {
            return Optional.of(first.length == 0
                    ? "is empty; its download may have failed: fetch it again"
                    : "holds only white space; its download may have failed: fetch it again");
        }
        String text = raw.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype") || text.startsWith("<html") || text.startsWith("<?xml")
                || text.startsWith("<head") || text.startsWith("<error")) {
            return Optional.of("is a web page, not the file itself; its download may have needed a login or another"
                    + " address: fetch it again");
        }
        return archive(raw).or(() -> kind == FileKind.WEIGHTS ? text(raw) : Optional.empty());
    }

    private static Optional<String> archive(String raw) {
        String found = raw.startsWith("PK\u0003\u0004")
                ? "a zip archive, as PyTorch's own weights are"
                : raw.startsWith("\u001F\u008B")
                        ? "compressed with gzip"
                        : raw.startsWith("GGUF") ? "a GGUF file" : raw.startsWith("\u0089HDF") ? "an HDF5 file" : null;
        return Optional.ofNullable(found)
                .map(what -> "is " + what + "; only safetensors weights and plain JSON are read");
    }

    /** Safetensors begin with a length of at most 10⁸: the sixth to eighth bytes of text are no zeros. */
    private static Optional<String> text(String raw) {
        String beginning = raw.substring(0, Math.min(raw.length(), SHOWN));
        boolean text = beginning.chars().allMatch(c -> c >= ' ' && c < 0x7f || c == '\n' || c == '\r' || c == '\t');
        return text
                ? Optional.of("holds text, not weights: '" + beginning.replaceAll("\\s+", " ").strip() + "'")
                : Optional.empty();
    }
}
