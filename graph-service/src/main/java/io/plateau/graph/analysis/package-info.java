/** One neuron set from activations to communities, the same for a group and for its controls. No framework. */
package io.plateau.graph.analysis;
