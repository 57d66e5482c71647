package io.plateau.graph.store;

import java.util.List;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.graph.control.ControlSets;
import io.plateau.graph.control.Plateau;
import io.plateau.graph.control.WorkPlan;
import io.plateau.graph.store.ObservationRepository.Extent;

/**
 * All that an experiment's analysis starts from.
 *
 * @param sets the groups and their controls
 * @param plan how they are cut into work
 */
public record ExperimentInputs(ExperimentSpecification specification, Extent extent, Plateau plateau, ControlSets sets,
        List<WorkPlan.Item> plan) {

    /** How many observations are analysed. */
    public int observations() {
        return specification.graph().onePerContext() ? extent.contexts() : extent.count();
    }
}
