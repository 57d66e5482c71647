/** How concentrated attention is: the Gini coefficient (science page, section 5). */
package io.plateau.routing.concentration;
