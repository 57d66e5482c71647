/** Ports that nothing listens on. */
package io.plateau.local.port;
