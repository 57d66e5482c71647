package io.plateau.inference.catalog;

import java.nio.file.Path;

/**
 * A model's folder, complete.
 *
 * @param name the name in specifications
 * @param directory holds config.json, tokenizer.json and the weights; links resolved
 * @param root the configured root above it, links resolved
 */
public record Model(String name, Path directory, Path root) {
}
