/** Maximum-likelihood tail fits of the influences and their rivals (Clauset, Shalizi and Newman 2009). Plain Java. */
package io.plateau.influence.tail;
