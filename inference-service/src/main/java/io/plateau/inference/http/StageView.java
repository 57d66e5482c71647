package io.plateau.inference.http;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How far one stage is.
 *
 * @param stage name of the stage
 * @param service which service does it
 * @param done blocks done
 * @param blocks blocks in all; 0 while nobody knows
 */
@Schema(name = "Stage")
public record StageView(String stage, String service, int done, int blocks) {
}
