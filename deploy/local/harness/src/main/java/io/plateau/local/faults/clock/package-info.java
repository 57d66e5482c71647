/** Steps of one process's wall clock: a Java agent, since the machine's clock must not be stepped. */
package io.plateau.local.faults.clock;
