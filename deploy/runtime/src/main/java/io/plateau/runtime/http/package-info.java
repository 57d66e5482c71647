/** Errors as problem documents. */
package io.plateau.runtime.http;
