/** The report as files. */
package io.plateau.validity.report;
