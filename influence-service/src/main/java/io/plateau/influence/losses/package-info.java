/** Loss changes summed per context and token group: all that the later steps know of the losses. Plain Java. */
package io.plateau.influence.losses;
