/** Which of the top-ranked neurons are a plateau, and the groups by sign made of them. Plain Java. */
package io.plateau.influence.plateau;
