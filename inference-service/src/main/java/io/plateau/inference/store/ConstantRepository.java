package io.plateau.inference.store;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.plateau.inference.ablation.OptimalConstant;
import io.plateau.inference.planning.BlockMeans;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.plateau.runtime.store.BulkWriter;
import io.plateau.statistics.packing.PackedArrays;
import io.plateau.statistics.tokens.TokenGroup;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Constants in place of activations: blocks of the losses with them, and those at which the losses are least. */
@ApplicationScoped
public class ConstantRepository implements PanacheRepositoryBase<ConstantBlockEntity, ConstantBlockEntity.Key> {
    private static final List<String> COLUMNS = List.of("experiment_id", "token_group", "neuron", "mean", "deviation",
            "constant", "change", "at_bound");

    private final CaptureMeanRepository means;
    private final ExperimentRepository experiments;
    private final BulkWriter writer;

    ConstantRepository(CaptureMeanRepository means, ExperimentRepository experiments, BulkWriter writer) {
        this.means = means;
        this.experiments = experiments;
        this.writer = writer;
    }

    /**
     * Finds the constants of all blocks' sums, in block order, once; afterwards they are there, whichever replica found them. False
     * when the experiment has ended.
     */
    @Transactional
    public boolean reduce(String experimentId) {
        if (!experiments.lockUnlessTerminal(experimentId)) {
            return false;
        }
        if (of(experimentId)[0].length > 0) {
            return true;
        }
        List<ConstantBlockEntity> blocks = list("experimentId = ?1 order by block", experimentId);
        double[] mean = means.activation(experimentId);
        double[] deviation = means.activationDeviation(experimentId);
        List<Object[]> rows = new ArrayList<>();
        for (TokenGroup group : TokenGroup.values()) {
            long positions = blocks.stream().mapToLong(b -> group == TokenGroup.RARE ? b.rare : b.common).sum();
            double[] changes = BlockMeans.mean(
                    blocks.stream().map(b -> PackedArrays.doubles(b.changes)).toList(), Math.max(1, positions));
            int from = group.ordinal() * OptimalConstant.NODES * mean.length;
            for (int n = 0; n < mean.length; n++) {
                int neuron = n;
                OptimalConstant found = OptimalConstant.of(mean[n], deviation[n],
                        IntStream.range(0, OptimalConstant.NODES)
                                .mapToDouble(j -> changes[from + j * mean.length + neuron]).toArray());
                rows.add(new Object[]{experimentId, group.label(), n, mean[n], deviation[n], found.value(),
                        found.change(), found.atBound()});
            }
        }
        writer.write("ablation_constant", COLUMNS, rows.stream());
        return true;
    }

    /** Rare and common, N: the constants; none before they are found. */
    @Transactional
    public double[][] of(String experimentId) {
        return IntStream.range(0, TokenGroup.COUNT)
                .mapToObj(group -> constants(experimentId, TokenGroup.values()[group])).toArray(double[][]::new);
    }

    @SuppressWarnings("unchecked")
    private double[] constants(String experimentId, TokenGroup group) {
        return ((List<Double>) getEntityManager()
                .createNativeQuery("SELECT constant FROM ablation_constant"
                        + " WHERE experiment_id = :id AND token_group = :group ORDER BY neuron", Double.class)
                .setParameter("id", experimentId).setParameter("group", group.label()).getResultList()).stream()
                .mapToDouble(Double::doubleValue).toArray();
    }
}
