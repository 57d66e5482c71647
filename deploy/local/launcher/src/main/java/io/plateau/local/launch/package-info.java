/** The command that runs experiments on this machine: starts the system, asks, watches, reports, stops. */
package io.plateau.local.launch;
