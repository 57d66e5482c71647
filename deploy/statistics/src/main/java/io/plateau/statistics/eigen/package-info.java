/** Eigenvalues and eigenvectors of symmetric matrices of any rank. No framework. */
package io.plateau.statistics.eigen;
