package io.plateau.inference.http;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.experiment.Estimates;
import io.plateau.inference.experiment.ExperimentRequests;
import io.plateau.runtime.http.Problem;
import io.smallrye.common.annotation.Blocking;

/** What an experiment will take. */
@Path("/estimates")
@Blocking
@Tag(name = "Experiments")
public class EstimatesResource {
    private final ExperimentRequests requests;
    private final Estimates estimates;

    EstimatesResource(ExperimentRequests requests, Estimates estimates) {
        this.requests = requests;
        this.estimates = estimates;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Estimate an experiment without requesting it", description = "The specification is validated as by POST /experiments; nothing is stored. Seconds are for a system with nothing"
            + " else in progress, by what the last experiments took.")
    @APIResponse(responseCode = "200", description = "What it will take.", content = @Content(schema = @Schema(implementation = Estimates.Estimate.class)))
    @APIResponse(responseCode = "400", description = "The specification cannot be run; detail says why.")
    @APIResponse(responseCode = "404", description = "The model is yet to be fetched, and nothing is known of it.")
    @APIResponse(responseCode = "413", description = "The specification is too long.")
    @APIResponse(responseCode = "415", description = "The body is not application/json.")
    public Estimates.Estimate estimate(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ExperimentSpecification.class))) byte[] bytes) {
        return estimates.of(requests.validate(SpecificationBody.text(bytes))).orElseThrow(() -> Problem.exception(404,
                "the model is yet to be fetched from the hub: what an experiment on it takes is known afterwards"));
    }
}
