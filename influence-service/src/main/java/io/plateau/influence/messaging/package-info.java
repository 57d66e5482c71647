/** Events: loss changes in; refinements, the plateau and the verdict out. */
package io.plateau.influence.messaging;
