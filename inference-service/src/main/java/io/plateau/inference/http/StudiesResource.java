package io.plateau.inference.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.smallrye.common.annotation.Blocking;

/** Studies: a study is requested as an experiment is, and its experiments are followed and cancelled one by one. */
@Path("/studies")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Studies")
public class StudiesResource {
    private final ExperimentViews views;

    StudiesResource(ExperimentViews views) {
        this.views = views;
    }

    @GET
    @Path("{id}")
    @Operation(summary = "The experiments of a study")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = StudyView.class)))
    @APIResponse(responseCode = "404", description = "There is no such study.")
    public StudyView get(@PathParam("id") String id) {
        return views.study(id);
    }
}
