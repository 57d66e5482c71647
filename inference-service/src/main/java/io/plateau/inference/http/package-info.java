/** The front door: experiments over REST, and the readiness of this service. */
package io.plateau.inference.http;
