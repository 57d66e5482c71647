package io.plateau.inference.provenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.plateau.inference.catalog.Model;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.engine.EngineInfo;
import io.plateau.inference.engine.ModelShape;
import io.plateau.inference.planning.Plan;
import io.plateau.inference.tokens.TokenCounts;

/**
 * Everything beside the specification that a result depends on.
 *
 * @param codeVersion version of this service
 * @param java version of the Java runtime
 * @param engine tensor engine, its native library, device and threads
 * @param model shape of the model
 * @param weights the safetensors files, by name
 * @param config config.json
 * @param tokenizer tokenizer.json
 * @param tokenCounts token-counts.json; absent when the model has none
 * @param corpus the corpus file
 * @param plan numbers about the sample
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Provenance(String codeVersion, String java, EngineInfo engine, ModelShape model, List<FileHash> weights,
        FileHash config, FileHash tokenizer, FileHash tokenCounts, FileHash corpus, Plan.Summary plan) {

    public static Provenance of(String codeVersion, EngineInfo engine, ModelShape shape, Model model, Corpus corpus,
            Plan plan) {
        Objects.requireNonNull(codeVersion);
        Path folder = model.directory();
        Path counts = folder.resolve(TokenCounts.FILE);
        return new Provenance(codeVersion, System.getProperty("java.vm.version"), engine, shape, weights(folder),
                FileHash.of(folder.resolve("config.json")), FileHash.of(folder.resolve("tokenizer.json")),
                Files.isRegularFile(counts) ? FileHash.of(counts) : null, FileHash.of(corpus.file()), plan.summary());
    }

    private static List<FileHash> weights(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".safetensors")).sorted()
                    .map(FileHash::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the model's folder could not be read", e);
        }
    }

    public String toJson() {
        try {
            return JsonMapper.builder().build().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a provenance in memory could not be written", e);
        }
    }
}
