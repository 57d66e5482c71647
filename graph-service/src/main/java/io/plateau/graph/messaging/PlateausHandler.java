package io.plateau.graph.messaging;

import java.util.EnumMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.PlainText;
import io.plateau.contracts.Stage;
import io.plateau.contracts.event.PlateauFound;
import io.plateau.contracts.event.PlateauGroup;
import io.plateau.graph.control.NeuronGroup;
import io.plateau.graph.control.Plateau;
import io.plateau.graph.store.PlateauRepository;
import io.plateau.runtime.block.BlockHandler;
import io.plateau.runtime.block.BlockKey;

/** Keeps the plateau of an experiment: in this service's ledger it is the one block of the stage that found it. */
@ApplicationScoped
public class PlateausHandler implements BlockHandler<PlateauFound, Plateau> {
    /** A name. */
    private static final int LONGEST_RULE = 100;

    private final PlateauRepository plateaus;
    private final WorkPublisher work;

    PlateausHandler(PlateauRepository plateaus, WorkPublisher work) {
        this.plateaus = plateaus;
        this.work = work;
    }

    @Override
    public Class<PlateauFound> eventType() {
        return PlateauFound.class;
    }

    @Override
    public BlockKey key(PlateauFound event) {
        return BlockKey.single(event.getExperimentId(), Stage.REGIMES);
    }

    @Override
    public String specification(PlateauFound event) {
        return event.getSpecification();
    }

    @Override
    public Plateau compute(PlateauFound event) {
        Map<NeuronGroup, Plateau.Group> groups = new EnumMap<>(NeuronGroup.class);
        for (PlateauGroup group : event.getGroups()) {
            int[] neurons = group.getNeurons().stream().mapToInt(Integer::intValue).toArray();
            Plateau.Group twice = groups.put(NeuronGroup.valueOf(group.getSign().name()),
                    new Plateau.Group(neurons, group.getFilled()));
            if (twice != null) {
                throw new MalformedEventException(
                        "the plateau has two " + group.getSign() + " groups; there is one of each");
            }
        }
        return new Plateau(PlainText.of(event.getRule(), LONGEST_RULE), groups);
    }

    @Override
    public void store(PlateauFound event, Plateau result) {
        plateaus.write(event.getExperimentId(), result);
    }

    @Override
    public void afterCommit(PlateauFound event, boolean stageComplete) {
        work.publishWhenReady(event.getExperimentId());
    }
}
