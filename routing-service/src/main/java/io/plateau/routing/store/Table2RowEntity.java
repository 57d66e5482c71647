package io.plateau.routing.store;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.plateau.routing.table2.Table2Row;

/** A row of {@code results.table_2}. */
@Entity
@Table(name = "table_2_row")
@IdClass(Table2RowEntity.Key.class)
public class Table2RowEntity {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    @Id
    public int place;
    public String model;
    @Column(name = "ablation_target")
    public String ablationTarget;
    public String which;
    public int contexts;
    @Column(name = "change_percent")
    public Double changePercent;
    @Column(name = "change_sd")
    public Double changeSd;
    @Column(name = "change_absolute_percent")
    public Double changeAbsolutePercent;
    @Column(name = "effect_size")
    public Double effectSize;
    @Column(name = "p_raw")
    public Double pRaw;
    @Column(name = "p_value")
    public Double pValue;
    @Column(name = "p_benjamini_hochberg")
    public Double pBenjaminiHochberg;
    public String reason;

    static Table2RowEntity of(String experimentId, String model, int place, Table2Row row) {
        Table2RowEntity entity = new Table2RowEntity();
        entity.experimentId = experimentId;
        entity.place = place;
        entity.model = model;
        entity.ablationTarget = row.target();
        entity.which = row.which();
        entity.contexts = row.change().spread().count();
        entity.changePercent = row.change().spread().mean();
        entity.changeSd = row.change().spread().standardDeviation();
        entity.changeAbsolutePercent = row.size();
        entity.effectSize = row.effectSize();
        entity.pRaw = row.p().raw();
        entity.pValue = row.pValue();
        entity.pBenjaminiHochberg = row.p().benjaminiHochberg();
        entity.reason = row.reason();
        return entity;
    }

    /** The unique key of a row. */
    public record Key(String experimentId, int place) implements Serializable {
    }
}
