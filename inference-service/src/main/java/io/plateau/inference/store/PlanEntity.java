package io.plateau.inference.store;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.plateau.contracts.Stage;

/** The sizes of an experiment's plan. */
@Entity
public class PlanEntity {
    private static final Set<Stage> OF_EVERY_BLOCK = Set.of(Stage.CAPTURE, Stage.FIND_CONSTANTS,
            Stage.SCREEN_NEURONS, Stage.ABLATE_NEURONS, Stage.LOSSES, Stage.EFFECTS, Stage.ACTIVATIONS);

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
        if (stage.equals(Stage.PLAN) || stage.equals(Stage.NEURON_CONTEXTS) || stage.givesVerdict()) {
            return OptionalInt.of(1);
        }
        if (stage.equals(Stage.ATTENTION)) {
            return OptionalInt.of(contexts * layers.length * parts * attentionPieces);
        }
        return OF_EVERY_BLOCK.contains(stage) ? OptionalInt.of(blocks) : OptionalInt.empty();
    }

    public List<Stage> stageList() {
        return Arrays.stream(stages).map(Stage::ofLabel).toList();
    }

    /** Layers whose attention is studied, ascending. */
    public List<Integer> layerList() {
        return Arrays.stream(layers).boxed().toList();
    }
}
