package io.plateau.routing.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.routing.table2.Table2Row;

/** A row of {@code results.table_2}. */
@Entity
@IdClass(Table2RowEntity.Key.class)
class Table2RowEntity {
    @Id
    String experimentId;
    @Id
    int place;
    String model;
    String ablationTarget;
    String which;
    int contexts;
    Double changePercent;
    Double changeSd;
    Double changeAbsolutePercent;
    Double effectSize;
    Double pRaw;
    Double pValue;
    Double pBenjaminiHochberg;
    String reason;

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
    record Key(String experimentId, int place) implements Serializable {
    }
}
