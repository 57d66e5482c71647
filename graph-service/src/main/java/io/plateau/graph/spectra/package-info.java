/** Eigenvalue spectra of weight rows, beside what random rows would have. No framework. */
package io.plateau.graph.spectra;
