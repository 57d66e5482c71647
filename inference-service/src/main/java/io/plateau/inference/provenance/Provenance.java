package io.plateau.inference.provenance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.plateau.inference.catalog.Model;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.engine.EngineInfo;
import io.plateau.inference.engine.ModelShape;
import io.plateau.inference.linguistics.Parse;
import io.plateau.inference.planning.Plan;
import io.plateau.inference.tokens.TokenCounts;

/**
 * Everything beside the specification that a result depends on.
 *
 * @param codeVersion version of this service and the commit that it was built from, see {@link CodeVersion}
 * @param java version of the Java runtime
 * @param engine tensor engine, its native library, device and threads
 * @param modelId the model's name in the specification
 * @param revision commit on the hub that the model was fetched from; absent where it lies under a configured root
 * @param model shape of the model
 * @param weights the safetensors files, by name
 * @param config config.json
 * @param tokenizer tokenizer.json
 * @param tokenCounts token-counts.json; absent when the model has none
 * @param corpus the corpus file
 * @param parse the corpus' CoNLL-U file; absent where none was read
 * @param plan numbers about the sample
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Provenance(String codeVersion, String java, EngineInfo engine, String modelId, String revision,
        ModelShape model, List<FileHash> weights, FileHash config, FileHash tokenizer, FileHash tokenCounts,
        FileHash corpus, FileHash parse, Plan.Summary plan) {

    public static Provenance of(String codeVersion, EngineInfo engine, ModelShape shape, Model model,
            List<FileHash> weights, Corpus corpus, Plan plan) {
        Objects.requireNonNull(codeVersion);
        Path folder = model.directory();
        Path counts = folder.resolve(TokenCounts.FILE);
        return new Provenance(codeVersion, System.getProperty("java.vm.version"), engine, model.name(),
                model.revision(), shape, weights,
                FileHash.of(folder.resolve("config.json")), FileHash.of(folder.resolve("tokenizer.json")),
                Files.isRegularFile(counts) ? FileHash.of(counts) : null, FileHash.of(corpus.file()),
                plan.matching() != null && plan.matching().parsed() ? FileHash.of(Parse.fileOf(corpus)) : null,
                plan.summary());
    }

    public String toJson() {
        try {
            return JsonMapper.builder().build().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a provenance in memory could not be written", e);
        }
    }
}
