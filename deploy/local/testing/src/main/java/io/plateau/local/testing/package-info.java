/** Broker and database for the tests of the services. */
package io.plateau.local.testing;
