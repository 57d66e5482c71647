package io.plateau.inference.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.MlpSpecification;
import io.plateau.inference.ablation.GroupSums;
import io.plateau.inference.ablation.Screening;
import io.plateau.inference.planning.BlockMeans;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.plateau.statistics.packing.PackedArrays;
import io.plateau.statistics.random.SeedDerivation;
import io.plateau.statistics.tokens.TokenGroup;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** First-order estimates of blocks, and the neurons that are ablated by what they come to. */
@ApplicationScoped
public class ScreeningRepository implements PanacheRepositoryBase<ScreeningEntity, String> {
    private final ExperimentRepository experiments;

    ScreeningRepository(ExperimentRepository experiments) {
        this.experiments = experiments;
    }

    /**
     * Within the caller's transaction.
     *
     * @param estimates P, N
     * @param groups P: group of each position
     */
    public void store(String experimentId, int block, float[] estimates, byte[] groups, int neurons) {
        double[] sums = new double[TokenGroup.COUNT * neurons];
        for (int group = 0; group < TokenGroup.COUNT; group++) {
            System.arraycopy(GroupSums.of(estimates, groups, group, neurons), 0, sums, group * neurons, neurons);
        }
        ScreenedBlockEntity row = new ScreenedBlockEntity();
        row.experimentId = experimentId;
        row.block = block;
        row.estimates = PackedArrays.floats(estimates);
        row.sums = PackedArrays.doubles(sums);
        getEntityManager().persist(row);
    }

    /** P, N: of a block. */
    @Transactional
    public float[] estimates(String experimentId, int block) {
        return PackedArrays.floats(getEntityManager()
                .find(ScreenedBlockEntity.class, new ScreenedBlockEntity.Key(experimentId, block)).estimates);
    }

    /**
     * Chooses the neurons by all blocks' sums, in block order, once; afterwards they are there, whichever replica chose them. False
     * when the experiment has ended.
     */
    @Transactional
    public boolean reduce(String experimentId) {
        if (!experiments.lockUnlessTerminal(experimentId)) {
            return false;
        }
        if (findByIdOptional(experimentId).isPresent()) {
            return true;
        }
        double[] sums = BlockMeans.mean(getEntityManager()
                .createQuery("select sums from ScreenedBlockEntity where experimentId = :id order by block",
                        byte[].class)
                .setParameter("id", experimentId).getResultStream().map(PackedArrays::doubles).toList(), 1);
        double[][] estimates = new double[TokenGroup.COUNT][sums.length / TokenGroup.COUNT];
        for (int i = 0; i < sums.length; i++) {
            estimates[i / estimates[0].length][i % estimates[0].length] = sums[i];
        }
        ExperimentSpecification specification = experiments.specification(experimentId);
        MlpSpecification mlp = specification.mlp();
        Screening found = Screening.of(estimates, mlp.exact(), mlp.sampled(),
                SeedDerivation.SHA_256.derive(specification.seed(), "screening"));
        ScreeningEntity row = new ScreeningEntity();
        row.experimentId = experimentId;
        row.chosen = found.chosen();
        row.sampled = found.sampled();
        persist(row);
        return true;
    }

    /** Null where the experiment has none. */
    @Transactional
    public Screening of(String experimentId) {
        return findByIdOptional(experimentId).map(row -> new Screening(row.chosen, row.sampled)).orElse(null);
    }
}
