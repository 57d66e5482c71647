/** Plateau activation with and without parts of the model, and the impact of each part (science page, section 5). */
package io.plateau.routing.impact;
