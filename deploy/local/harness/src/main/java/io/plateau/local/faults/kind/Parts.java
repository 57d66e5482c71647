package io.plateau.local.faults.kind;

import io.plateau.contracts.EventKeys;
import io.plateau.local.faults.experiment.Experiments;
import io.plateau.local.faults.invariant.Recovery;
import io.plateau.local.faults.moment.MomentRequests;
import io.plateau.local.faults.system.Broker;
import io.plateau.local.faults.system.Clocks;
import io.plateau.local.faults.system.Database;
import io.plateau.local.faults.system.Processes;
import io.plateau.local.faults.system.SmallDisk;

/**
 * The parts of the system, from which each kind of fault takes those it needs.
 *
 * @param keys with which services sign events
 * @param kafkaDisk null where no disk will be full
 * @param postgresDisk null where no disk will be full
 */
public record Parts(Processes processes, Broker broker, Database database, Experiments experiments,
        MomentRequests moments,
        Clocks clocks, Recovery recovery, EventKeys keys, SmallDisk kafkaDisk, SmallDisk postgresDisk) {
}
