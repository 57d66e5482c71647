/** The validity report: the services' own domain code on data whose truth is known (deploy/science, Validity). */
package io.plateau.validity;
