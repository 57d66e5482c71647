/** Plateau activation with and without parts of the model, and the impact of each part (deploy/science, Attention). */
package io.plateau.routing.impact;
