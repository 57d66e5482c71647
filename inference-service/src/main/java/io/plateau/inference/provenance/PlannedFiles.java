package io.plateau.inference.provenance;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.catalog.Model;
import io.plateau.inference.checkpoint.WeightFiles;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.files.FileKind;
import io.plateau.inference.files.InputFolder;
import io.plateau.inference.linguistics.Parse;
import io.plateau.inference.tokens.TokenCounts;

/**
 * The files that an experiment depends on.
 *
 * @param weights the safetensors files, by name
 * @param config config.json
 * @param tokenizer tokenizer.json, or vocab.json where there is none
 * @param tokenizerSettings its merges and added tokens where they are files of their own, and those of {@link Model#TOKENIZER_SETTINGS} that the model has; null in older provenances
 * @param tokenCounts token-counts.json; null when the model has none
 * @param corpus the corpus file
 * @param parse the corpus' CoNLL-U file; null where none is read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlannedFiles(List<FileHash> weights, FileHash config, FileHash tokenizer,
        List<FileHash> tokenizerSettings, FileHash tokenCounts, FileHash corpus, FileHash parse) {
    private static final String ADVICE = "put the former file back or ask for a new experiment";

    /** @throws UnprocessableException when one of them is missing or not what its name says */
    public static PlannedFiles of(Model model, Corpus corpus, FileHashes hashes) {
        InputFolder files = model.files();
        List<Path> tokenizer = model.tokenizer();
        Path parse = Parse.fileOf(corpus);
        InputFolder beside = InputFolder.of("corpus " + corpus.name(), parse.getParent());
        return new PlannedFiles(WeightFiles.of(files).paths().stream().map(hashes::of).toList(),
                hashes.of(files.require("config.json", FileKind.CONFIG, "it is needed")),
                hashes.of(tokenizer.get(0)),
                Stream.concat(tokenizer.stream().skip(1),
                        Model.TOKENIZER_SETTINGS.stream().flatMap(name -> files.find(name, FileKind.CONFIG).stream()))
                        .map(hashes::of).toList(),
                files.find(TokenCounts.FILE, FileKind.COUNTS).map(hashes::of).orElse(null),
                hashes.of(corpus.file()),
                beside.find(parse.getFileName().toString(), FileKind.PARSE).map(hashes::of).orElse(null));
    }

    /** Without the parse, where the plan did not read it. */
    public PlannedFiles withoutParse() {
        return new PlannedFiles(weights, config, tokenizer, tokenizerSettings, tokenCounts, corpus, null);
    }

    /**
     * Holds what is there now to what the experiment was planned with: two halves of a result must not differ in it.
     *
     * @throws UnprocessableException saying which file changed
     */
    public void require(Model model, Corpus ofCorpus, PlannedFiles now) {
        String owner = "model " + model.name();
        if (weights.size() != now.weights.size()) {
            throw new UnprocessableException("the weights of " + owner
                    + " changed after the experiment was planned: they"
                    + " were " + weights.size() + " files, now there are " + now.weights.size() + "; " + ADVICE);
        }
        for (int i = 0; i < weights.size(); i++) {
            require(owner, weights.get(i), now.weights.get(i));
        }
        require(owner, config, now.config);
        require(owner, tokenizer, now.tokenizer);
        if (tokenizerSettings != null) {
            tokenizerSettings.forEach(planned -> require(owner, planned, now.tokenizerSettings.stream()
                    .filter(file -> file.file().equals(planned.file())).findFirst().orElse(null)));
        }
        require(owner, tokenCounts, now.tokenCounts);
        require("corpus " + ofCorpus.name(), corpus, now.corpus);
        require("corpus " + ofCorpus.name(), parse, now.parse);
    }

    /** A file that the plan did not read may come and go. */
    private static void require(String owner, FileHash planned, FileHash now) {
        if (planned != null && !Objects.equals(planned, now)) {
            throw new UnprocessableException(planned.file() + " of " + owner
                    + " changed after the experiment was planned: it was planned with " + shown(planned) + ", now "
                    + (now == null ? "there is none" : "there is " + shown(now)) + "; " + ADVICE);
        }
    }

    private static String shown(FileHash file) {
        return file.file() + " of SHA-256 " + file.sha256().substring(0, 12) + "…";
    }
}
