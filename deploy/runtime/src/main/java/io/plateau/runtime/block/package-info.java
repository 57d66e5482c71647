/** A block of a stage: done at most once, counted at its barrier, measured. */
package io.plateau.runtime.block;
