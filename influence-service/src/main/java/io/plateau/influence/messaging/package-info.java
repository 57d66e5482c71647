/** What the service hears and says: loss changes in, the plateau and the verdict out. */
package io.plateau.influence.messaging;
