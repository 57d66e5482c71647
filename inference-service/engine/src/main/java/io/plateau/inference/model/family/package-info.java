/**
 * One class per family of checkpoints: it reads the configuration, names the weights, and puts both into the shared parts of
 * {@link io.plateau.inference.model}. A family made of known parts is one new class and an entry in {@link ModelFamily#ALL}.
 */
package io.plateau.inference.model.family;
