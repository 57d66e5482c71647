/** Whether the numerical error of every neuron's mean loss change is as small as promised. */
package io.plateau.influence.precision;
