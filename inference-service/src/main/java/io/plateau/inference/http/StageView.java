package io.plateau.inference.http;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How far one stage is.
 *
 * @param stage name of the stage
 * @param service which service does it
 * @param done blocks done
 * @param blocks number of blocks; 0 while unknown
 */
@Schema(name = "Stage")
public record StageView(String stage, String service, int done, int blocks) {
}
