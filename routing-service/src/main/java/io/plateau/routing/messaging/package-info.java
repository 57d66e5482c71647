/** Events in and out: attention rows, head ablations and patches become blocks; when all stages are in, routing is analysed. */
package io.plateau.routing.messaging;
