/** What an experiment will look at: contexts, target positions, frequency groups, observations, blocks (science.md section 1). */
package io.plateau.inference.planning;
