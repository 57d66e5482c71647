/** Invariants under faults and at the end. */
package io.plateau.local.faults.invariant;
