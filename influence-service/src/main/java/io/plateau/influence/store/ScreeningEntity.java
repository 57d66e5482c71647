package io.plateau.influence.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Row of {@code screening}. */
@Entity
public class ScreeningEntity {
    @Id
    public String experimentId;
    /** Neurons whose loss changes are exact, ascending. */
    public int[] exact;
    /** Those of them that were drawn from the ones that were not chosen. */
    public int[] sampled;
}
