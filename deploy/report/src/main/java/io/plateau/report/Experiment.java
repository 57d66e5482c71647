package io.plateau.report;

import java.time.Instant;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * One experiment of the report.
 *
 * @param label the model's name, or the identifier without one, made safe for a file name, distinct within the report
 * @param model null until it is planned, like the corpus
 * @param status REQUESTED, RUNNING, COMPLETED, FAILED or CANCELLED; null when the experiment is not known
 * @param reason why it failed, else null
 * @param shortfall where its sample is smaller than was requested; null where it is not
 * @param specification as run, after defaults, JSON; null when not known
 * @param provenance what it was run with, JSON; null when not known
 */
record Experiment(String id, String label, String model, String corpus, String status, String reason,
        String shortfall, String specification, String provenance, Instant requestedAt, Instant finishedAt) {

    static Experiment unknown(String id) {
        return new Experiment(id, id, id, null, null, null, null, null, null, null, null);
    }

    Experiment labelled(String distinct) {
        return new Experiment(id, distinct, model, corpus, status, reason, shortfall, specification, provenance,
                requestedAt, finishedAt);
    }

    /** The model, or the identifier of an experiment that failed before its model was read. */
    String name() {
        return model == null ? id : model;
    }

    boolean isKnown() {
        return status != null;
    }

    boolean isCompleted() {
        return "COMPLETED".equals(status);
    }

    /** What it is specified by; missing fields where it is not known. */
    JsonNode specificationTree() {
        try {
            return specification == null ? MissingNode.getInstance() : new ObjectMapper().readTree(specification);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the specification of experiment " + id + " is no JSON", e);
        }
    }

    /** Why there may be nothing to show, as the end of a sentence. */
    String condition() {
        if (!isKnown()) {
            return "no such experiment is in the database";
        }
        return switch (status) {
            case "COMPLETED" -> "the experiment completed but the view has no row for it";
            case "FAILED" -> "the experiment failed: " + (reason == null ? "no reason was stored" : reason);
            case "CANCELLED" -> "the experiment was cancelled";
            default -> "the experiment is still " + status.toLowerCase(Locale.ROOT);
        };
    }
}
