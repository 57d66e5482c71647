/** Checks on a connection before its first request. */
package io.plateau.runtime.http.connection;
