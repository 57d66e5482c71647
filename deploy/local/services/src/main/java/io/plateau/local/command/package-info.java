/** What the commands have in common: start, exit codes, messages and what the machine must have. */
package io.plateau.local.command;
