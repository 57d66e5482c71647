package io.plateau.inference.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.plateau.inference.results.ExperimentArchive;
import io.plateau.inference.results.ExperimentArchive.Subject;
import io.plateau.inference.store.ExperimentRunRepository.Overview;
import io.plateau.runtime.http.Problem;
import io.smallrye.common.annotation.Blocking;

/** Downloads of whole experiments. */
@Path("/experiments/{id}/archive")
@Blocking
@Tag(name = "Results")
public class ArchiveResource {
    private static final String ZIP = "application/zip";

    private final ExperimentViews views;
    private final ExperimentArchive archive;

    ArchiveResource(ExperimentViews views, ExperimentArchive archive) {
        this.views = views;
        this.archive = archive;
    }

    @GET
    @Produces(ZIP)
    @Operation(summary = "Everything of an experiment in one file", description = "Specification, provenance, every table as Parquet and the figures, with hashes, as a research object (RO-Crate 1.1). The same experiment"
            + " gives the same bytes.")
    @APIResponse(responseCode = "200", content = @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "404", description = "There is no such experiment.")
    @APIResponse(responseCode = "409", description = "The experiment has not ended.")
    @APIResponse(responseCode = "410", description = "The experiment was deleted.")
    @APIResponse(responseCode = "503", description = "Too many downloads of results are in progress.")
    public Response zip(@PathParam("id") String id) {
        Overview experiment = views.existing(id);
        if (!experiment.isTerminal()) {
            throw Problem.exception(409, "experiment " + id + " is " + experiment.status()
                    + "; its archive is available once it has ended");
        }
        Subject subject = new Subject(id, experiment.run().model, experiment.run().corpus,
                experiment.status().name(), experiment.run().finishedAt, experiment.specification(),
                experiment.run().provenance);
        return Response.ok((StreamingOutput) out -> archive.write(subject, out))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + id + ".zip\"").build();
    }
}
