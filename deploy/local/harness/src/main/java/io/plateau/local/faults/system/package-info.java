/** The system under test as small parts that can be struck: processes, broker, database, front door. */
package io.plateau.local.faults.system;
