package io.plateau.inference.store;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.plateau.inference.planning.BlockMeans;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.plateau.statistics.packing.PackedArrays;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Captured blocks and their reduction. */
@ApplicationScoped
public class CaptureBlockRepository implements PanacheRepositoryBase<CaptureBlockEntity, CaptureBlockEntity.Key> {
    private final CaptureMeanRepository means;
    private final ExperimentRepository experiments;

    CaptureBlockRepository(CaptureMeanRepository means, ExperimentRepository experiments) {
        this.means = means;
        this.experiments = experiments;
    }

    /** Within the caller's transaction. */
    public void store(String experimentId, int block, Sums sums) {
        CaptureBlockEntity row = new CaptureBlockEntity();
        row.experimentId = experimentId;
        row.block = block;
        row.positions = sums.positions();
        row.activationSum = PackedArrays.doubles(sums.activation());
        row.absoluteActivationSum = PackedArrays.doubles(sums.absoluteActivation());
        row.squaredActivationSum = sums.squaredActivation() == null
                ? null
                : PackedArrays.doubles(sums.squaredActivation());
        row.baselineLossSum = sums.baselineLoss();
        row.headOutputPositions = sums.headOutputPositions();
        row.headOutputSum = PackedArrays.doubles(sums.headOutput());
        persist(row);
    }

    /**
     * Reduces all blocks, in block order, once; afterwards the means are there, whichever replica reduced them. False when the
     * experiment has ended.
     */
    @Transactional
    public boolean reduce(String experimentId) {
        if (!experiments.lockUnlessTerminal(experimentId)) {
            return false;
        }
        if (means.findByIdOptional(experimentId).isPresent()) {
            return true;
        }
        means.persist(mean(experimentId, inBlockOrder(experimentId)));
        return true;
    }

    private List<CaptureBlockEntity> inBlockOrder(String experimentId) {
        return list("experimentId = ?1 order by block", experimentId);
    }

    private static CaptureMeanEntity mean(String experimentId, List<CaptureBlockEntity> blocks) {
        CaptureMeanEntity mean = new CaptureMeanEntity();
        mean.experimentId = experimentId;
        mean.positions = blocks.stream().mapToLong(b -> b.positions).sum();
        mean.meanActivation = PackedArrays.doubles(
                BlockMeans.mean(blocks.stream().map(b -> PackedArrays.doubles(b.activationSum)).toList(),
                        mean.positions));
        mean.meanAbsoluteActivation = PackedArrays.doubles(BlockMeans.mean(
                blocks.stream().map(b -> PackedArrays.doubles(b.absoluteActivationSum)).toList(), mean.positions));
        if (blocks.get(0).squaredActivationSum != null) {
            mean.activationDeviation = PackedArrays.doubles(BlockMeans.deviation(
                    blocks.stream().map(b -> PackedArrays.doubles(b.squaredActivationSum)).toList(),
                    PackedArrays.doubles(mean.meanActivation), mean.positions));
        }
        mean.meanBaselineLoss = BlockMeans.mean(blocks.stream().map(b -> new double[]{b.baselineLossSum}).toList(),
                mean.positions)[0];
        mean.meanHeadOutput = PackedArrays
                .doubles(BlockMeans.mean(blocks.stream().map(b -> PackedArrays.doubles(b.headOutputSum)).toList(),
                        blocks.stream().mapToLong(b -> b.headOutputPositions).sum()));
        return mean;
    }

    /**
     * What a captured block leaves behind.
     *
     * @param positions P
     * @param activation N: summed over the target positions
     * @param absoluteActivation N: likewise, of absolute values
     * @param squaredActivation N: likewise, of squares; null where no deviation is needed
     * @param baselineLoss summed over the target positions, nats
     * @param headOutputPositions K · T
     * @param headOutput layers, H, d: summed over all positions
     */
    public record Sums(long positions, double[] activation, double[] absoluteActivation,
            double[] squaredActivation, double baselineLoss,
            long headOutputPositions, double[] headOutput) {
    }
}
