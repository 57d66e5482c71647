/**
 * What a fault harness does to a running service: stops it at moments of a block's life, breaks its guarantees on purpose, and makes its blocks small. A
 * shipped service has none of it; the agent weaves it into the classes of those that the harness starts.
 */
package io.plateau.local.moment;
