package io.plateau.local.service;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads experiments from the front door. */
public final class FrontDoor {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Probe probe = new Probe();
    private final String inference;

    /** @param inference URL of the inference service */
    public FrontDoor(String inference) {
        this.inference = inference;
    }

    /** The newest experiments, newest first, without their stages. */
    public List<ExperimentView> newest(int limit) throws IOException {
        HttpResponse<String> response = probe.get(inference + "/experiments?limit=" + limit);
        if (response.statusCode() != 200) {
            throw new IOException("the inference service answered " + response.statusCode() + ": " + response.body());
        }
        return List.of(JSON.readValue(response.body(), ExperimentView[].class));
    }

    /** Empty when there is no such experiment (yet). */
    public Optional<ExperimentView> experiment(String id) throws IOException {
        HttpResponse<String> response = probe.get(inference + "/experiments/" + id);
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw new IOException("the inference service answered " + response.statusCode() + ": " + response.body());
        }
        return Optional.of(JSON.readValue(response.body(), ExperimentView.class));
    }
}
