package io.plateau.inference.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The neurons of a screened experiment that are ablated. */
@Entity
public class ScreeningEntity {
    @Id
    public String experimentId;
    /** Of the largest estimated influences, ascending. */
    public int[] chosen;
    /** Drawn from the others, ascending. */
    public int[] sampled;
}
