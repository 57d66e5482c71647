/** Events in, blocks done, events out. */
package io.plateau.graph.messaging;
