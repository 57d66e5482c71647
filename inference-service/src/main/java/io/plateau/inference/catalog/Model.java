package io.plateau.inference.catalog;

import java.nio.file.Path;
import java.util.List;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.files.FileKind;
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

    /** Files that make up the tokenizer together where there is no {@code tokenizer.json}, the vocabulary first. */
    public static final List<String> TOKENIZER_PARTS = List.of("vocab.json", "merges.txt", "added_tokens.json");
    private static final String TOKENIZER = "tokenizer.json";

    /** A folder under a configured root. */
    public Model(String name, Path directory, Path root) {
        this(name, directory, root, null);
    }

    /**
     * The files that make up the tokenizer, the one with the vocabulary first.
     *
     * @throws UnprocessableException when there is none
     */
    public List<Path> tokenizer() {
        InputFolder folder = files();
        if (folder.find(TOKENIZER, FileKind.TOKENIZER).isEmpty()
                && folder.find(TOKENIZER_PARTS.get(0), FileKind.TOKENIZER).isPresent()) {
            folder.require(TOKENIZER_PARTS.get(1), FileKind.TOKENIZER,
                    "without a " + TOKENIZER + " its tokenizer needs it beside its " + TOKENIZER_PARTS.get(0));
            return TOKENIZER_PARTS.stream().flatMap(part -> folder.find(part, FileKind.TOKENIZER).stream()).toList();
        }
        return List.of(folder.require(TOKENIZER, FileKind.TOKENIZER,
                "it turns text into the tokens that the model was trained on"));
    }

    /** Its files, each of which is checked before it is opened. */
    public InputFolder files() {
        String owner = "model " + name;
        InputFolder alone = InputFolder.of(owner, directory);
        // A snapshot in a hub's cache consists of links beside it, wherever the configured root begins.
        return alone.root().equals(directory) ? new InputFolder(owner, directory, root) : alone;
    }
}
