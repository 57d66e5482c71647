/** What is asked of a connection before it has made a request. */
package io.plateau.runtime.http.connection;
