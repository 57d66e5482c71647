/** Do rare tokens reach the plateau by attention of their own? Concentration, similarity, head ablations, Table 2. */
package io.plateau.routing;
