/** Events in and out: attention rows and head ablations become blocks; when both stages are in, routing is analysed. */
package io.plateau.routing.messaging;
