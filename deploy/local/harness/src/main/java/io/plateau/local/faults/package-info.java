/** The fault harness: disturbs a running system on purpose and checks that nothing is lost and every bit is the same. */
package io.plateau.local.faults;
