/** Patching: how much of the difference between rare and common targets an attention output carries (science page, section 5). */
package io.plateau.routing.patching;
