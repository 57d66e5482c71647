/** Liveness, readiness and metrics. */
package io.plateau.runtime.health;
