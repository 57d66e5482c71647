/** Events in, events out: requests, work, plateaus and the progress of analyses. */
package io.plateau.inference.messaging;
