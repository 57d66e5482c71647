/** The schema {@code results}: who reads it, and the views that join several services' data. */
package io.plateau.results;
