/** Table 2: change of plateau activation when a head, all heads of a layer or a control is ablated. */
package io.plateau.routing.table2;
