package io.plateau.graph.store;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.plateau.graph.control.NeuronGroup;
import io.plateau.graph.significance.MeasureRow.Measured;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The weight spectra of each experiment's sets. */
@ApplicationScoped
public class WeightSpectrumRepository implements PanacheRepositoryBase<WeightSpectrumEntity, WeightSpectrumEntity.Key> {
    private static final List<String> SIDES = List.of("input", "output");
    private static final Map<String, Function<WeightSpectrumEntity, Double>> MEASURES = new TreeMap<>(
            Map.of("hill exponent", row -> row.hill, "stable rank", row -> row.stableRank, "mp distance",
                    row -> row.mpDistance, "share above edge", row -> row.shareAbove));

    /** Inside the caller's transaction; after the set itself. */
    public void write(String experimentId, AnalysedSet set) {
        if (set.input() != null) {
            persist(WeightSpectrumEntity.of(experimentId, set.group(), set.set(), "input", set.input()));
            persist(WeightSpectrumEntity.of(experimentId, set.group(), set.set(), "output", set.output()));
        }
    }

    /** Every measure of both sides of a group and of its controls. */
    @Transactional
    public List<Measured> measures(String experimentId, NeuronGroup group, String reasonNotTested) {
        return SIDES.stream().flatMap(side -> {
            List<WeightSpectrumEntity> sets = list(
                    "experimentId = ?1 and neuronGroup = ?2 and side = ?3 order by setIndex", experimentId, group,
                    side);
            WeightSpectrumEntity own = sets.get(0);
            return MEASURES.entrySet().stream()
                    .map(measure -> new Measured(group, measure.getKey(), side, measure.getValue().apply(own),
                            sets.subList(1, sets.size()).stream().map(measure.getValue()).toList(),
                            reasonNotTested != null ? reasonNotTested : own.reason));
        }).toList();
    }
}
