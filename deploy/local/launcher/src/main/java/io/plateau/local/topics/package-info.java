/** The command that creates topics. */
package io.plateau.local.topics;
