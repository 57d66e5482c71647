/** What a fault harness needs of a running service: named moments to strike at, and ways to break it on purpose. */
package io.plateau.runtime.moment;
