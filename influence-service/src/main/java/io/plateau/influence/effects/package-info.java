/** What every neuron's influence is made of, and the roles that follow (deploy/science, Effects). */
package io.plateau.influence.effects;
