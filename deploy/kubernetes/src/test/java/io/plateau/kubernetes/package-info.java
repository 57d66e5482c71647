/** The Helm chart beside this module, rendered by Helm itself. */
package io.plateau.kubernetes;
