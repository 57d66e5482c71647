package io.plateau.local.faults.system;

import java.util.List;
import java.util.Map;

import io.plateau.local.service.Service;

/** The services' processes; one that ends is started again. */
public interface Processes {
    /** One replica more of a service; returns at once. */
    Replica add(Service service);

    /**
     * Takes a replica away for good, as a scaler does: asked first, made after a while.
     *
     * @throws ViolationException when one that was ready does not end as it should
     */
    void remove(Replica replica) throws ViolationException;

    List<Replica> replicas();

    /** The replica of a service that is always there. */
    Replica replica(Service service);

    /** The replica that has a process. */
    Replica replica(long process);

    /** Whether every replica says that it is ready. */
    boolean isReady();

    /** Which services say that they are ready. */
    List<String> readyServices();

    void awaitReady();

    /** Most that any process of a service has had resident, also of replicas that were taken away, MiB. */
    Map<Service, Long> peakMebibytes();
}
