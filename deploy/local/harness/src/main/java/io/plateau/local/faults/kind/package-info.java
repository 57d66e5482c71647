/** The kinds of faults; each takes of the system what it needs. */
package io.plateau.local.faults.kind;
