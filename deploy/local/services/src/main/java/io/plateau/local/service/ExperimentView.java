package io.plateau.local.service;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * An experiment as the front door shows it.
 *
 * @param study identifier of the study that it is one of; null where it was requested by itself
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ExperimentView(String id, String study, String status, String model, String reason,
        List<StageView> stages) {

    public ExperimentView {
        stages = stages == null ? List.of() : List.copyOf(stages);
    }

    /** Model and, in a study, the end of the identifier: {@code tiny-neox .02}; the identifier while the model is not known. */
    public String label() {
        if (model == null) {
            return id;
        }
        return study == null ? model : model + " " + id.substring(study.length());
    }

    public boolean isTerminal() {
        return isCompleted() || "FAILED".equals(status) || "CANCELLED".equals(status);
    }

    public boolean isRunning() {
        return "RUNNING".equals(status);
    }

    public boolean isCompleted() {
        return "COMPLETED".equals(status);
    }

    /** A completed experiment with a stage that is not is a contradiction worth an exit code. */
    public boolean everyStageCompleted() {
        return !stages.isEmpty() && stages.stream().allMatch(StageView::isDone);
    }

    /**
     * @param done blocks in the ledger
     * @param blocks all of the stage; null or 0 while not known
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record StageView(String stage, int done, Integer blocks) {
        public boolean isKnown() {
            return blocks != null && blocks > 0;
        }

        public boolean isDone() {
            return isKnown() && done >= blocks;
        }
    }
}
