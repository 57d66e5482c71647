package io.plateau.inference.store;

import java.util.Arrays;
import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The sizes of an experiment's plan. */
@Entity
@Table(name = "plan")
public class PlanRow {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    /** C. */
    public int contexts;
    public int blocks;
    /** See {@link io.plateau.inference.planning.Cut}. */
    public int parts;
    @Column(name = "attention_pieces")
    public int attentionPieces;
    /** N. */
    public int neurons;
    /** H. */
    public int heads;
    public int[] layers;

    /** Layers whose attention is studied, ascending. */
    public List<Integer> layerList() {
        return Arrays.stream(layers).boxed().toList();
    }
}
