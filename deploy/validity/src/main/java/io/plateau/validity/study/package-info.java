/** One study per method: data of known truth through a service's own domain code. */
package io.plateau.validity.study;
