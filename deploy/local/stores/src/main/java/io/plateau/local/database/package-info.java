/** A real PostgreSQL server beside this process, with the roles and schemas of the services. */
package io.plateau.local.database;
