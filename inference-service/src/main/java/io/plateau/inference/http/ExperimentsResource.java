package io.plateau.inference.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

import io.plateau.contracts.ExperimentId;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.inference.messaging.ExperimentRequests;
import io.plateau.inference.messaging.StatusAnnouncer;
import io.plateau.inference.store.ExperimentRuns;
import io.plateau.inference.store.ExperimentRuns.Overview;
import io.plateau.inference.store.Progress;
import io.plateau.runtime.http.Problem;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** The front door. */
@Path("/experiments")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Experiments")
public class ExperimentsResource {
    /** Progress changes by blocks, which take longer; a person sees this as live. */
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int LONGEST_KEY = 200;

    private final ExperimentRequests requests;
    private final ExperimentRuns runs;
    private final Progress progress;
    private final StatusAnnouncer announcer;

    ExperimentsResource(ExperimentRequests requests, ExperimentRuns runs, Progress progress,
            StatusAnnouncer announcer) {
        this.requests = requests;
        this.runs = runs;
        this.progress = progress;
        this.announcer = announcer;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Ask for an experiment", description = "Fields left out take their defaults; only model is needed. A field that is given a list of values"
            + " makes it a study: one experiment for every combination of the values, at most 64.")
    @APIResponse(responseCode = "202", description = "Taken in; Location says where to follow it.", content = @Content(schema = @Schema(oneOf = {
            ExperimentView.class, StudyView.class})))
    @APIResponse(responseCode = "400", description = "The specification cannot be run; detail says why.")
    @APIResponse(responseCode = "413", description = "The specification is too long.")
    @APIResponse(responseCode = "422", description = "The Idempotency-Key was used for another specification.")
    public Response request(
            @Parameter(description = "The same key and specification again are the same experiment.") @HeaderParam("Idempotency-Key") String key,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ExperimentSpecification.class))) String body) {
        if (body != null && body.length() > ExperimentSpecification.MAX_CHARACTERS) {
            throw Problem.exception(413, "the specification has " + body.length() + " characters; at most "
                    + ExperimentSpecification.MAX_CHARACTERS + " are read");
        }
        SpecificationVariants asked = requests.validate(body);
        String id = id(key);
        refuseOtherUseOfKey(id, asked);
        requests.request(id, body, asked);
        refuseOtherUseOfKey(id, asked);
        return asked.isStudy()
                ? Response.accepted(StudyView.of(id, runs.study(id))).location(URI.create("/studies/" + id)).build()
                : Response.accepted(view(id)).location(URI.create("/experiments/" + id)).build();
    }

    private static String id(String key) {
        if (key == null) {
            return UUID.randomUUID().toString();
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problem.exception(400, "the Idempotency-Key must have 1 to " + LONGEST_KEY + " characters");
        }
        return UUID.nameUUIDFromBytes(("idempotency-key/" + key).getBytes(StandardCharsets.UTF_8)).toString();
    }

    private void refuseOtherUseOfKey(String id, SpecificationVariants asked) {
        List<Overview> there = runs.requested(id);
        if (there.isEmpty()) {
            return;
        }
        boolean same = there.stream().map(o -> o.run().experimentId).toList().equals(asked.experimentIds(id))
                && there.stream().map(Overview::specification).toList()
                        .equals(asked.variants().stream().map(v -> v.specification().toJson()).toList());
        if (!same) {
            throw Problem.exception(422, "the Idempotency-Key was used for another specification, "
                    + (there.get(0).run().study == null ? "experiment " : "study ") + id
                    + "; use a new key for a new experiment");
        }
    }

    @GET
    @Operation(summary = "The newest experiments")
    public List<ExperimentView> list(@QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > 1_000) {
            throw Problem.exception(400, "limit is " + limit + "; it must lie between 1 and 1000");
        }
        return runs.newest(limit).stream().map(ExperimentView::summary).toList();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "An experiment with its progress")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ExperimentView.class)))
    @APIResponse(responseCode = "404", description = "There is no such experiment.")
    public ExperimentView get(@PathParam("id") String id) {
        return view(id);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Cancel an experiment")
    @APIResponse(responseCode = "204", description = "Cancelled.")
    @APIResponse(responseCode = "404", description = "There is no such experiment.")
    @APIResponse(responseCode = "409", description = "The experiment has already ended.")
    public void cancel(@PathParam("id") String id) {
        view(id);
        boolean cancelled = runs.end(id, ExperimentStatus.CANCELLED, null);
        // Also when it had ended before: an announcement lost in a crash is made good.
        announcer.announceEnd(id);
        if (!cancelled) {
            throw Problem.exception(409, "experiment " + id + " has already ended as " + view(id).status());
        }
    }

    @GET
    @Path("{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(summary = "Progress as server-sent events", description = "The experiment each time it changes, until it has ended.")
    public Multi<ExperimentView> events(@PathParam("id") String id) {
        view(id);
        Uni<ExperimentView> current = Uni.createFrom().item(() -> view(id))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
        return Multi.createBy().repeating().uni(() -> current).withDelay(POLL).whilst(ExperimentView::isRunning).skip()
                .repetitions();
    }

    private ExperimentView view(String id) {
        if (!ExperimentId.isValid(id)) {
            throw Problem.exception(404,
                    "there is no such experiment: an id is 1 to 128 letters, digits, dots, hyphens or"
                            + " underscores");
        }
        return runs.overview(id).map(overview -> ExperimentView.of(overview, progress.of(id)))
                .orElseThrow(() -> Problem.exception(404, "there is no experiment '" + id + "'"));
    }
}
