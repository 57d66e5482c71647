/** Patching: how much of the difference between rare and common targets an attention output carries (deploy/science, Attention). */
package io.plateau.routing.patching;
