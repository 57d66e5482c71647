package io.plateau.inference.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;

import io.plateau.contracts.Stage;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.provenance.Provenance;
import io.plateau.inference.store.ExperimentRunRepository.Overview;
import io.plateau.inference.store.ProgressEntity;

/**
 * An experiment as the front door shows it.
 *
 * @param annotation name, tags and notes that people gave it; absent without any
 * @param study the study that it is one of; absent when it was requested by itself
 * @param variant what distinguishes it in its study: value by path of the field; absent without a study
 * @param queuePosition place among the experiments of about its size that wait for their turn, from 1; absent of any other
 * @param reason why it failed; absent otherwise
 * @param requestedBy who requested it, as the proxy or the client said; absent where neither did
 * @param specification after defaults; absent when the request could not be read
 * @param provenance files, engine and sample; absent until planned
 * @param stages the experiment's stages in their order; none when the request could not be read
 */
@Schema(name = "Experiment")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExperimentView(String id,
        @Schema(enumeration = {
                "REQUESTED", "RUNNING", "COMPLETED", "FAILED", "CANCELLED"}) String status,
        Annotation annotation, String study, @JsonRawValue @Schema(type = SchemaType.OBJECT) String variant,
        String model, String corpus,
        Integer queuePosition, String reason,
        String requestedBy, Instant requestedAt, Instant finishedAt,
        @JsonRawValue @Schema(implementation = ExperimentSpecification.class) String specification,
        @JsonRawValue @Schema(implementation = Provenance.class) String provenance, List<StageView> stages){

    static ExperimentView of(Overview overview, List<Stage> planned, Map<String, ProgressEntity> progress,
            OptionalInt position) {
        List<StageView> stages = planned.stream().map(stage -> {
            ProgressEntity reported = progress.get(stage.label());
            return new StageView(stage.label(), stage.service(), reported == null ? 0 : reported.done,
                    reported == null ? 0 : reported.blocks);
        }).toList();
        return view(overview, position.isPresent() ? position.getAsInt() : null, overview.specification(),
                overview.run().provenance, stages);
    }

    /** Without specification, provenance and stages: a line of a list. */
    static ExperimentView summary(Overview overview) {
        return view(overview, null, null, null, null);
    }

    private static ExperimentView view(Overview overview, Integer position, String specification, String provenance,
            List<StageView> stages) {
        var run = overview.run();
        return new ExperimentView(run.experimentId, overview.status().name(),
                Annotation.of(overview.annotation()), run.study, run.variant, run.model,
                run.corpus, position, run.reason, run.requestedBy, run.requestedAt, run.finishedAt, specification,
                provenance, stages);
    }

    boolean isRunning() {
        return status.equals(ExperimentStatus.REQUESTED.name()) || status.equals(ExperimentStatus.RUNNING.name());
    }
}
