package io.plateau.inference.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

/** The verdict of a complete analysis. */
@Entity
@IdClass(VerdictEntity.Key.class)
public class VerdictEntity {
    @Id
    public String experimentId;
    @Id
    public String stage;
    public String name;
    public String outcome;
    public String statistic;
    public Double value;
    public Double pValue;
    public String test;
    public String summary;

    /** One row per analysis. */
    public record Key(String experimentId, String stage) implements Serializable {
    }
}
