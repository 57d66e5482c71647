/** The validity report: the services' own domain code on data whose truth is known (science page, section 7). */
package io.plateau.validity;
