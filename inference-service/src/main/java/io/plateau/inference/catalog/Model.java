package io.plateau.inference.catalog;

import java.nio.file.Path;
import java.util.List;

import io.plateau.inference.files.InputFolder;

/**
 * A model's folder, complete.
 *
 * @param name the name in specifications
 * @param directory holds config.json, tokenizer.json and the weights; links resolved
 * @param root what links of its files may not leave, links resolved
 * @param revision commit on the hub that it was fetched from; null for a folder under a configured root
 */
public record Model(String name, Path directory, Path root, String revision) {
    /** Files that say which token ends a text, where they are there. */
    public static final List<String> TOKENIZER_SETTINGS = List.of("generation_config.json", "special_tokens_map.json",
            "tokenizer_config.json");

    /** A folder under a configured root. */
    public Model(String name, Path directory, Path root) {
        this(name, directory, root, null);
    }

    /** Its files, each of which is checked before it is opened. */
    public InputFolder files() {
        String owner = "model " + name;
        InputFolder alone = InputFolder.of(owner, directory);
        // A snapshot in a hub's cache consists of links beside it, wherever the configured root begins.
        return alone.root().equals(directory) ? new InputFolder(owner, directory, root) : alone;
    }
}
