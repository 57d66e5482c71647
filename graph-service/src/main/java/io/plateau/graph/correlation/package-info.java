/** From activations of neurons to their signed correlation graph (science.md section 4, Eq. 5). No framework. */
package io.plateau.graph.correlation;
