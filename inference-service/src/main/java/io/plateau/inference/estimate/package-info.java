/** What an experiment will take, before it is requested. */
package io.plateau.inference.estimate;
