package io.plateau.inference.catalog;

import java.nio.file.Path;

/**
 * A model's folder, complete.
 *
 * @param name the name in specifications
 * @param directory holds config.json, tokenizer.json and the weights; links resolved
 * @param root what links of its files may not leave, links resolved
 * @param revision commit on the hub that it was fetched from; null for a folder under a configured root
 */
public record Model(String name, Path directory, Path root, String revision) {

    /** A folder under a configured root. */
    public Model(String name, Path directory, Path root) {
        this(name, directory, root, null);
    }
}
