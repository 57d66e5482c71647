/** The kinds of faults; each takes the parts of the system that it needs. */
package io.plateau.local.faults.kind;
