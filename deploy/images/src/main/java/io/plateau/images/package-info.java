/** Container images of the services: a Java runtime linked for them, their libraries, an archive of classes, their own code. */
package io.plateau.images;
