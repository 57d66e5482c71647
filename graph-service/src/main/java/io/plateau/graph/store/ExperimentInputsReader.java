package io.plateau.graph.store;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.graph.control.ControlSets;
import io.plateau.graph.control.Plateau;
import io.plateau.graph.control.WorkPlan;
import io.plateau.graph.correlation.Observations;
import io.plateau.graph.store.ObservationRepository.Extent;
import io.plateau.runtime.experiment.ExperimentRepository;

/** Reads what an experiment's analysis starts from; refuses what no analysis can start from. */
@ApplicationScoped
public class ExperimentInputsReader {
    private final ExperimentRepository experiments;
    private final PlateauRepository plateaus;
    private final ObservationRepository observations;

    ExperimentInputsReader(ExperimentRepository experiments, PlateauRepository plateaus,
            ObservationRepository observations) {
        this.experiments = experiments;
        this.plateaus = plateaus;
        this.observations = observations;
    }

    /** Activations of some neurons, ascending, at the observations that the specification asks for. */
    public Observations observations(String experimentId, ExperimentInputs inputs, int[] neurons) {
        Observations all = observations.read(experimentId, inputs.extent(), neurons);
        return inputs.specification().graph().onePerContext()
                ? all.onePerContext(inputs.specification().seed())
                : all;
    }

    /** @throws io.plateau.contracts.UnprocessableException with the reason why it cannot be analysed */
    public ExperimentInputs read(String experimentId) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        Plateau plateau = plateaus.read(experimentId);
        Extent extent = observations.extent(experimentId);
        boolean onePerContext = specification.graph().onePerContext();
        Observations.requireEnough(onePerContext ? extent.contexts() : extent.count(), onePerContext);
        ControlSets sets = new ControlSets(plateau, extent.layer(), specification.graph().population(),
                specification.seed());
        return new ExperimentInputs(specification, extent, plateau, sets,
                WorkPlan.of(sets, specification.graph().controls(), specification.graph().layerRuns()));
    }
}
