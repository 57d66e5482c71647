/** Asking the services under test to stand still at moments of a block's life. */
package io.plateau.local.faults.moment;
