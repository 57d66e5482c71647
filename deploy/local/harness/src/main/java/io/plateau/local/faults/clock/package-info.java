/** Steps of one process's wall clock: a Java agent, since nobody may step the clock of the machine. */
package io.plateau.local.faults.clock;
