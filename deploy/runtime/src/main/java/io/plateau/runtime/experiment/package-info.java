/** What a service stores of an experiment: its specification and whether it still runs. */
package io.plateau.runtime.experiment;
