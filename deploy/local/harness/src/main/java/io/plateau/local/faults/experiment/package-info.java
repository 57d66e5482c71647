/** The experiments of a harness: asked for, followed, and what the services' tables say of them. */
package io.plateau.local.faults.experiment;
