package io.plateau.graph.store;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.plateau.contracts.UnprocessableException;
import io.plateau.graph.control.NeuronGroup;
import io.plateau.graph.control.Plateau;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The plateau of each experiment. */
@ApplicationScoped
public class PlateauRepository implements PanacheRepositoryBase<PlateauGroupEntity, PlateauGroupEntity.Key> {

    /** Inside the caller's transaction. */
    public void write(String experimentId, Plateau plateau) {
        plateau.groups().forEach((group, members) -> {
            PlateauGroupEntity row = new PlateauGroupEntity();
            row.experimentId = experimentId;
            row.neuronGroup = group;
            row.rule = plateau.rule();
            row.neurons = members.neurons();
            row.filled = members.filled();
            persist(row);
        });
    }

    /** @throws UnprocessableException when the experiment has none here */
    @Transactional
    public Plateau read(String experimentId) {
        List<PlateauGroupEntity> rows = list("experimentId", experimentId);
        if (rows.isEmpty()) {
            throw new UnprocessableException("experiment " + experimentId
                    + " has no plateau yet: its sets are analysed once regimes are found and all activations are in");
        }
        Map<NeuronGroup, Plateau.Group> groups = new EnumMap<>(NeuronGroup.class);
        rows.forEach(row -> groups.put(row.neuronGroup, new Plateau.Group(row.neurons, row.filled)));
        return new Plateau(rows.get(0).rule, groups);
    }
}
