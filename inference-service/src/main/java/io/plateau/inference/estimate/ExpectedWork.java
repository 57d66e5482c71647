package io.plateau.inference.estimate;

import java.util.LinkedHashMap;
import java.util.Map;

import io.plateau.contracts.Stage;
import io.plateau.contracts.specification.AblationSpecification.Tier;
import io.plateau.contracts.specification.AttentionSpecification;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.MechanismSpecification;
import io.plateau.contracts.specification.MlpSpecification;
import io.plateau.inference.ablation.OptimalConstant;
import io.plateau.inference.model.ModelShape;

/**
 * The work of an experiment as far as specification and model determine it: floating-point operations of the products that dominate each
 * stage, and the sizes of what it leaves. Every position of a context counts as a target.
 */
public final class ExpectedWork {
    /** V-long products of a pair of position and neuron at order 2, with the setup of the tile. */
    private static final double PRODUCTS = 1.5;
    /** What taking the changes apart adds to the total effect. */
    private static final double EFFECTS = 1.5;
    /** Elementwise passes over the vocabulary of a pair in closed form. */
    private static final double PASSES = 10;
    /** Sets of all but the top ranks, whose number depends on the ranking. */
    private static final int REST = 15;
    /** A pass forth and back, in passes forth. */
    private static final double GRADIENT = 3;
    /** Neurons of both signs whose contexts are kept; how large the plateau is comes out last. */
    private static final int PLATEAU = 25;

    private final ExperimentSpecification specification;
    private final MlpSpecification mlp;
    private final ModelShape model;
    private final ModelShape shape;
    private final double contexts;
    private final double length;
    private final int layers;

    public ExpectedWork(ExperimentSpecification specification, ModelShape model) {
        this.specification = specification;
        this.mlp = specification.mlp();
        this.model = model;
        this.shape = model.endingAt(mlp.layers());
        this.length = specification.tokens().contextLength();
        this.contexts = Math.max(1, specification.tokens().count() / specification.tokens().contextLength());
        this.layers = shape.layersToStudy(specification.attention()).size();
    }

    /** Floating-point operations of this service's stages that run the model, those that the experiment has. */
    public Map<Stage, Double> operations() {
        Map<Stage, Double> operations = new LinkedHashMap<>();
        boolean reused = specification.reanalysisOf() != null;
        if (!reused) {
            operations.put(Stage.CAPTURE, contexts * length * forward());
            ablations(operations);
        }
        operations.put(Stage.ABLATE_HEADS, heads());
        if (Stage.PATCH_HEADS.isOf(specification)) {
            operations.put(Stage.PATCH_HEADS, specification.attention().patchingPairs()
                    * (2 * length * forward() + (shape.heads() + 1) * suffixes()));
        }
        if (Stage.ABLATE_SETS.isOf(specification)) {
            MechanismSpecification how = specification.mechanisms();
            operations.put(Stage.ABLATE_SETS, sets() * (Math.min(contexts, how.contexts()) * length
                    * PASSES * shape.vocabulary() + 2.0 * shape.width() * shape.vocabulary()));
        }
        return operations;
    }

    private void ablations(Map<Stage, Double> operations) {
        boolean constants = Stage.FIND_CONSTANTS.isOf(specification);
        if (mlp.studiesFinalMlp()) {
            double once = contexts * length * (forward() + pairs());
            if (constants) {
                // Moments serve all constants; else each is an ablation.
                operations.put(Stage.FIND_CONSTANTS,
                        shape.tier(specification.ablation()) == Tier.MOMENTS ? 2 * once : OptimalConstant.NODES * once);
            }
            operations.put(Stage.ABLATE_NEURONS, once);
            return;
        }
        double passes = contexts * length * forward();
        double pair = (model.layers() - 1 - mlp.layers()) * layer() + 2.0 * shape.width() * shape.vocabulary();
        double every = mlp.positions() * (double) shape.neurons() * pair;
        if (constants) {
            operations.put(Stage.FIND_CONSTANTS, passes + OptimalConstant.NODES * every);
        }
        if (mlp.hasScreening()) {
            operations.put(Stage.SCREEN_NEURONS, GRADIENT * passes);
            every *= Math.min(1, (mlp.exact() + mlp.sampled()) / (double) shape.neurons());
        }
        operations.put(Stage.ABLATE_NEURONS, passes + every);
    }

    /** Bytes of the rows that stay when the experiment has ended, by what a row of each kind was seen to take. */
    public double bytes() {
        AttentionSpecification attention = specification.attention();
        return 934.0 * shape.neurons() + 8.4 * contexts * length + 933 * contexts
                + 96.0 * 2 * layers * shape.heads() * attention.profileOffsets()
                + 2.0 * specification.graph().controls() * (specification.graph().weightSpectra() ? 995 : 535)
                + 72 * sets() + 8_200.0 * PLATEAU + 20_000;
    }

    private double heads() {
        AttentionSpecification how = specification.attention();
        return Math.min(contexts, how.headContexts()) * length * (shape.heads() + 1 + 2 * how.controlDirections())
                * suffixes();
    }

    /** Of one token through the layers from each one studied on. */
    private double suffixes() {
        return shape.layersToStudy(specification.attention()).stream().mapToDouble(layer -> shape.layers() - layer)
                .sum() * layer();
    }

    /** Of one token through one layer: attention's projections and the MLP. */
    private double layer() {
        double width = shape.width();
        return 2 * (4 * width * width + (shape.gatedMlp() ? 3 : 2) * width * shape.neurons());
    }

    private double forward() {
        return model.layers() * layer() + 2.0 * shape.width() * shape.vocabulary();
    }

    /** Of one position with every neuron. */
    private double pairs() {
        double perPair = switch (shape.tier(specification.ablation())) {
            case NAIVE, AUTO -> 2.0 * shape.width();
            case CLOSED_FORM -> PASSES;
            case MOMENTS -> 2 * PRODUCTS;
        };
        boolean apart = Stage.EFFECTS.isOf(specification) && shape.closedForm();
        return (double) shape.neurons() * shape.vocabulary() * perPair * (apart ? EFFECTS : 1);
    }

    private double sets() {
        MechanismSpecification how = specification.mechanisms();
        // 1, 2, 5, 10 … up to the largest dose, that one, and the plateau.
        double doses = 2 + 3 * Math.log10(Math.max(1, how.largest() * shape.neurons()));
        return Stage.ABLATE_SETS.isOf(specification) ? doses * (1 + how.controls()) + REST : 0;
    }
}
