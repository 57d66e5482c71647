/** How concentrated attention is: the Gini coefficient (deploy/science, Attention). */
package io.plateau.routing.concentration;
