/** What must hold while faults strike and when everything is over. */
package io.plateau.local.faults.invariant;
