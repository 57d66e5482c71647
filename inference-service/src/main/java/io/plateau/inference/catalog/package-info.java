/** Models and corpora by name, under configured roots. */
package io.plateau.inference.catalog;
