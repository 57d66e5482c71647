package io.plateau.inference.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

/** First-order estimates of loss changes in one block, summed over each token group. */
@Entity
@IdClass(ScreenedBlockEntity.Key.class)
public class ScreenedBlockEntity {
    @Id
    public String experimentId;
    @Id
    public int block;
    /** P, N. */
    public byte[] estimates;
    /** 2, N. */
    public byte[] sums;

    /** One row per block. */
    public record Key(String experimentId, int block) implements Serializable {
    }
}
