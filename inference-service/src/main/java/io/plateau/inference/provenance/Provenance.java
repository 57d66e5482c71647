package io.plateau.inference.provenance;

import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.plateau.inference.catalog.Model;
import io.plateau.inference.engine.EngineInfo;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.planning.Plan;

/**
 * Everything beside the specification that a result depends on.
 *
 * @param codeVersion version of this service and the commit that it was built from, see {@link CodeVersion}
 * @param java version of the Java runtime
 * @param engine tensor engine, its native library, device and threads of the worker that computed the first block; absent
 *        until then
 * @param modelId the model's name in the specification
 * @param revision commit on the hub that the model was fetched from; absent where it lies under a configured root
 * @param model shape of the model
 * @param notes what a reader of the results should know of the model's files, in sentences without a full stop; absent where
 *        there is nothing to say
 * @param files the files by their hashes; in JSON beside the rest
 * @param plan numbers about the sample
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Provenance(String codeVersion, String java, EngineInfo engine, String modelId, String revision,
        ModelShape model, List<String> notes, @JsonUnwrapped PlannedFiles files, Plan.Summary plan) {

    /** @param files hashed before the plan was made, and found the same after it */
    public static Provenance of(String codeVersion, ModelShape shape, Model model, List<String> notes,
            PlannedFiles files, Plan plan) {
        Objects.requireNonNull(codeVersion);
        boolean parsed = plan.matching() != null && plan.matching().parsed();
        return new Provenance(codeVersion, System.getProperty("java.vm.version"), null, model.name(),
                model.revision(), shape, notes, parsed ? files : files.withoutParse(), plan.summary());
    }

    public String toJson() {
        try {
            return JsonMapper.builder().build().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a provenance in memory could not be written", e);
        }
    }
}
