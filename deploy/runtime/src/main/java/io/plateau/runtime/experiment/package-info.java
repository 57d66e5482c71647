/** What a service knows of an experiment: its specification and whether it still runs. */
package io.plateau.runtime.experiment;
