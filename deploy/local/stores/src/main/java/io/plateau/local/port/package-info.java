/** Free ports. */
package io.plateau.local.port;
