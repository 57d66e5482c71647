/** Messages in hand and the processes that hold them, in the database: what a process dies of is found after its death. */
package io.plateau.runtime.attempt;
