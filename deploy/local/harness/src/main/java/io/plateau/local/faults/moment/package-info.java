/** Requests to the services under test to stop at moments of a block's life. */
package io.plateau.local.faults.moment;
