package io.plateau.local.faults.system;

import java.io.IOException;
import java.util.Optional;

import io.plateau.local.service.ExperimentView;

/** Where experiments are requested. */
public interface FrontDoor {
    /** @return the identifier of the experiment */
    String request(String specification) throws IOException;

    /** Cancels; an experiment that has ended meanwhile stays as it is. */
    void cancel(String id) throws IOException;

    /** Deletes an experiment that has ended. */
    void delete(String id) throws IOException;

    /** Empty while the front door does not answer. */
    Optional<ExperimentView> view(String id);
}
