/** What log lines and traces have in common: the experiment, the stage and the block that are being worked on. */
package io.plateau.runtime.trace;
