/** The whole routing analysis, from the partial results of all blocks to rows and verdict. */
package io.plateau.routing.analysis;
