package io.plateau.report;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An experiment as a document: the specification as run, its provenance and how it ended. */
final class ExperimentJson {

    /** Big decimals, so that no number of the specification changes its digits on the way. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private ExperimentJson() {
    }

    static String of(Experiment experiment) {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("experiment_id", experiment.id());
        document.put("model", experiment.model());
        document.put("corpus", experiment.corpus());
        document.put("status", experiment.status());
        document.put("reason", experiment.reason());
        document.put("requested_at", experiment.requestedAt() == null ? null : experiment.requestedAt().toString());
        document.put("finished_at", experiment.finishedAt() == null ? null : experiment.finishedAt().toString());
        try {
            document.set("specification", parsed(experiment.specification()));
            document.set("provenance", parsed(experiment.provenance()));
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw unreadable(experiment, e);
        }
    }

    /** Remarks of the provenance on corpus and tokenizer; none until planned. */
    static List<String> notes(Experiment experiment) {
        try {
            List<String> notes = new ArrayList<>();
            parsed(experiment.provenance()).at("/plan/notes").forEach(note -> notes.add(note.asText()));
            return notes;
        } catch (JsonProcessingException e) {
            throw unreadable(experiment, e);
        }
    }

    private static IllegalStateException unreadable(Experiment experiment, JsonProcessingException e) {
        return new IllegalStateException("the database holds JSON of experiment " + experiment.id()
                + " that cannot be read", e);
    }

    private static JsonNode parsed(String json) throws JsonProcessingException {
        return json == null ? MAPPER.nullNode() : MAPPER.readTree(json);
    }
}
