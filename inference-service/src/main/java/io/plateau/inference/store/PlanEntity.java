package io.plateau.inference.store;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.plateau.contracts.Stage;

/** The sizes of an experiment's plan. */
@Entity
public class PlanEntity {
    @Id
    public String experimentId;
    /** C. */
    public int contexts;
    public int blocks;
    /** See {@link io.plateau.inference.planning.Cut}. */
    public int parts;
    public int attentionPieces;
    /** N. */
    public int neurons;
    /** H. */
    public int heads;
    public int[] layers;
    /** Labels of the experiment's stages, in order. */
    public String[] stages;

    /** Blocks of a stage where the plan decides them; empty where the plateau does. */
    public OptionalInt blocks(Stage stage) {
        return switch (stage) {
            case PLAN, REGIMES, CLUSTERING, ROUTING -> OptionalInt.of(1);
            case CAPTURE, ABLATE_NEURONS, LOSSES, ACTIVATIONS -> OptionalInt.of(blocks);
            case ATTENTION -> OptionalInt.of(contexts * layers.length * parts * attentionPieces);
            default -> OptionalInt.empty();
        };
    }

    public List<Stage> stageList() {
        return Arrays.stream(stages).map(Stage::ofLabel).toList();
    }

    /** Layers whose attention is studied, ascending. */
    public List<Integer> layerList() {
        return Arrays.stream(layers).boxed().toList();
    }
}
