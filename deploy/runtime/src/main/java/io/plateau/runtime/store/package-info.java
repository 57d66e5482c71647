/** How every service stores: names of tables and columns, records into entities, rows by the thousand. */
package io.plateau.runtime.store;
