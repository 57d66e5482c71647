/** The signed graph of the whole layer, its communities and the plateau's place in them (science.md section 4). No framework. */
package io.plateau.graph.layer;
