package io.plateau.inference.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/** What may change of experiments while they are followed, of many at once. */
@ApplicationScoped
public class ExperimentStateRepository {
    private final EntityManager entities;

    ExperimentStateRepository(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * @param status as the database has it
     * @param progress blocks done and in all, by stage
     */
    public record State(String status, boolean planned, Map<String, List<Integer>> progress) {
    }

    /** Two queries, however many experiments there are; an experiment that is not there is left out. */
    @Transactional
    public Map<String, State> of(Collection<String> experiments) {
        Map<String, List<Object[]>> progress = entities
                .createQuery("select p.experimentId, p.stage, p.done, p.blocks from ProgressEntity p"
                        + " where p.experimentId in :ids", Object[].class)
                .setParameter("ids", experiments).getResultStream()
                .collect(Collectors.groupingBy(row -> (String) row[0]));
        Map<String, State> states = new HashMap<>();
        entities.createQuery(
                "select r.experimentId, e.status, case when r.provenance is null then false else true end from ExperimentRunEntity r"
                        + " join ExperimentEntity e on e.id = r.experimentId where r.experimentId in :ids",
                Object[].class)
                .setParameter("ids", experiments).getResultStream()
                .forEach(row -> states.put((String) row[0], new State((String) row[1], (Boolean) row[2],
                        progress.getOrDefault((String) row[0], List.of()).stream().collect(Collectors.toMap(
                                stage -> (String) stage[1],
                                stage -> List.of((Integer) stage[2], (Integer) stage[3]))))));
        return states;
    }
}
