package io.plateau.influence.store;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.influence.screening.MissRate;
import io.plateau.runtime.store.BulkWriter;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Which loss changes of an experiment are exact where a first-order estimate chose them, and what that missed. */
@ApplicationScoped
public class ScreeningRepository implements PanacheRepositoryBase<ScreeningEntity, String> {
    private static final List<String> COLUMNS = List.of("experiment_id", "token_group", "chosen", "others", "sampled",
            "threshold", "missed", "share", "share_at_most");

    private final BulkWriter writer;

    ScreeningRepository(BulkWriter writer) {
        this.writer = writer;
    }

    /** Within the caller's transaction, unless an earlier block has said it. */
    public void remember(String experimentId, int[] exact, int[] sampled) {
        if (findByIdOptional(experimentId).isEmpty()) {
            ScreeningEntity row = new ScreeningEntity();
            row.experimentId = experimentId;
            row.exact = exact;
            row.sampled = sampled;
            persist(row);
        }
    }

    /** Empty where all loss changes are exact. */
    public Optional<ScreeningEntity> of(String experimentId) {
        return QuarkusTransaction.joiningExisting().call(() -> findByIdOptional(experimentId));
    }

    /** Within the caller's transaction. */
    public void save(String experimentId, List<MissRate> rates) {
        writer.write("miss_rate", COLUMNS, rates.stream().map(rate -> new Object[]{experimentId, rate.group().label(),
                rate.chosen(), rate.others(), rate.sampled(), rate.threshold(), rate.missed(),
                Float64.orNull(rate.share()), rate.shareAtMost()}));
    }
}
