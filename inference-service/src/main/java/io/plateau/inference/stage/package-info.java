/** The stages that this service runs: what a block of each computes, publishes and stores. */
package io.plateau.inference.stage;
