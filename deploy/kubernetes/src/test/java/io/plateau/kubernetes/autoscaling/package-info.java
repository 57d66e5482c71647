/** A simulation of the chart's scaling: how much of the GPU-seconds held is used, and how long experiments wait. */
package io.plateau.kubernetes.autoscaling;
