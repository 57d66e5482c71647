package io.plateau.inference.store;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** The verdict of a complete analysis. */
@Entity
@Table(name = "verdict")
@IdClass(VerdictRow.Key.class)
public class VerdictRow {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    @Id
    public String stage;
    public String name;
    public String outcome;
    public String statistic;
    @Column(name = "value")
    public Double value;
    @Column(name = "p_value")
    public Double pValue;
    public String test;
    public String summary;

    /** One row per analysis. */
    public record Key(String experimentId, String stage) implements Serializable {
    }
}
