package io.plateau.inference.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.inference.experiment.ExperimentRequests;
import io.plateau.inference.experiment.StatusAnnouncer;
import io.plateau.inference.store.AnnotationRepository;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.ExperimentRunRepository.Overview;
import io.plateau.inference.store.ExperimentRunRepository.Wanted;
import io.plateau.runtime.http.JsonBodies;
import io.plateau.runtime.http.Problem;
import io.plateau.runtime.http.PublicLinks;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;

/** The front door. */
@Path("/experiments")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Experiments")
public class ExperimentsResource {
    private static final int LONGEST_KEY = 200;
    private static final int MOST_LISTED = 1_000;
    private static final List<ExperimentStatus> LISTED = List.of(ExperimentStatus.REQUESTED, ExperimentStatus.RUNNING,
            ExperimentStatus.COMPLETED, ExperimentStatus.FAILED, ExperimentStatus.CANCELLED);

    private final ExperimentRequests requests;
    private final ExperimentRunRepository runs;
    private final ExperimentViews views;
    private final AnnotationRepository annotations;
    private final EventStreams streams;
    private final StatusAnnouncer announcer;
    private final PublicLinks links;

    ExperimentsResource(ExperimentRequests requests, ExperimentRunRepository runs, ExperimentViews views,
            AnnotationRepository annotations, EventStreams streams, StatusAnnouncer announcer, PublicLinks links) {
        this.requests = requests;
        this.runs = runs;
        this.views = views;
        this.annotations = annotations;
        this.streams = streams;
        this.announcer = announcer;
        this.links = links;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Ask for an experiment", description = "Fields left out take their defaults; only model is needed. A field that is given a list of values"
            + " makes it a study: one experiment for every combination of the values, at most 64.")
    @APIResponse(responseCode = "202", description = "Taken in; Location says where to follow it.", content = @Content(schema = @Schema(oneOf = {
            ExperimentView.class, StudyView.class})))
    @APIResponse(responseCode = "400", description = "The specification cannot be run; detail says why.")
    @APIResponse(responseCode = "413", description = "The specification is too long.")
    @APIResponse(responseCode = "415", description = "The body is not application/json.")
    @APIResponse(responseCode = "422", description = "The Idempotency-Key was used for another specification.")
    public Response request(
            @Parameter(description = "The same key and specification again are the same experiment.") @HeaderParam("Idempotency-Key") String key,
            @Parameter(description = "Who requests it, as an authenticating proxy says.") @HeaderParam("X-Forwarded-User") String user,
            @Parameter(description = "Who requests it, where no proxy says so.") @HeaderParam("From") String from,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ExperimentSpecification.class), examples = {
                    @ExampleObject(name = "experiment", value = "{\"model\": \"tiny-neox\", \"tokens\": {\"count\": 4096}}"),
                    @ExampleObject(name = "study", summary = "Six experiments", value = "{\"model\": [\"tiny-neox\", \"tiny-gpt2\"], \"seed\": [1, 2, 3]}")})) byte[] bytes) {
        String body = SpecificationBody.text(bytes);
        SpecificationVariants asked = requests.validate(body);
        String id = id(key);
        refuseOtherUseOfKey(id, asked);
        requests.request(id, body, asked);
        if (user != null || from != null) {
            runs.requestedBy(id, user != null ? user : from);
        }
        refuseOtherUseOfKey(id, asked);
        return asked.isStudy()
                ? accepted(views.study(id), "/studies/" + id)
                : accepted(views.experiment(id), "/experiments/" + id);
    }

    /** The link as a header of its own: {@code location()} would put the request's host before the path. */
    private Response accepted(Object view, String path) {
        return Response.accepted(view).header(HttpHeaders.LOCATION, links.to(path)).build();
    }

    private static String id(String key) {
        if (key == null) {
            return UUID.randomUUID().toString();
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problem.exception(400, "the Idempotency-Key is " + (key.isBlank()
                    ? "blank"
                    : key.length() + " characters long") + "; it must have 1 to " + LONGEST_KEY
                    + " characters, not all of them spaces; leave the header out for a new experiment each time");
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
    @Operation(summary = "Experiments, newest first")
    @APIResponse(responseCode = "400", description = "A query parameter is not known or out of range.")
    public List<ExperimentView> list(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "100")) @QueryParam("limit") @DefaultValue("100") String limit,
            @Parameter(schema = @Schema(type = SchemaType.STRING, enumeration = {"REQUESTED", "RUNNING", "COMPLETED",
                    "FAILED", "CANCELLED"})) @QueryParam("status") String status,
            @Parameter(description = "Of this model alone.") @QueryParam("model") String model,
            @Parameter(description = "With this tag alone.") @QueryParam("tag") String tag,
            @Parameter(description = "Part of the id, the name, the study, the model or the corpus, whatever the case.") @QueryParam("text") String text,
            @Parameter(description = "Id of an experiment: only those asked for before it.") @QueryParam("before") String before) {
        Wanted wanted = new Wanted(status == null ? null : status(status), model, tag, text,
                before == null ? null : views.overview(before).run());
        return runs.newest(wanted, number(limit)).stream().map(ExperimentView::summary).toList();
    }

    private static ExperimentStatus status(String name) {
        return LISTED.stream().filter(status -> status.name().equals(name)).findFirst()
                .orElseThrow(() -> Problem.exception(400, "the query parameter 'status' is '" + name
                        + "'; it must be one of " + LISTED.stream().map(Enum::name).collect(Collectors.joining(", "))));
    }

    private static int number(String limit) {
        if (!limit.matches("[0-9]{1,4}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MOST_LISTED) {
            throw Problem.exception(400, "the query parameter 'limit' is '" + limit
                    + "'; it must be a whole number from 1 to " + MOST_LISTED);
        }
        return Integer.parseInt(limit);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "An experiment with its progress")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ExperimentView.class)))
    @APIResponse(responseCode = "404", description = "There is no such experiment.")
    @APIResponse(responseCode = "410", description = "The experiment was deleted.")
    public ExperimentView get(@PathParam("id") String id) {
        return views.experiment(id);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Cancel an experiment")
    @APIResponse(responseCode = "204", description = "Cancelled.")
    @APIResponse(responseCode = "404", description = "There is no such experiment.")
    @APIResponse(responseCode = "409", description = "The experiment has already ended.")
    public void cancel(@PathParam("id") String id) {
        views.experiment(id);
        boolean cancelled = runs.end(id, ExperimentStatus.CANCELLED, null);
        // Also when it had ended before: an announcement lost in a crash is made good.
        announcer.announceEndAndPassOn(id);
        if (!cancelled) {
            throw Problem.exception(409, "experiment " + id + " has already ended as "
                    + views.experiment(id).status());
        }
    }

    @PUT
    @Path("{id}/annotation")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Name an experiment, tag it, add notes", description = "Replaces name, tags and notes; what is left out is removed. At any time, also after the experiment has ended.")
    @APIResponse(responseCode = "200", description = "The experiment with its annotation.", content = @Content(schema = @Schema(implementation = ExperimentView.class)))
    @APIResponse(responseCode = "400", description = "A field is not known, not text or too long.")
    @APIResponse(responseCode = "404", description = "There is no such experiment.")
    @APIResponse(responseCode = "410", description = "The experiment was deleted.")
    public ExperimentView annotate(@PathParam("id") String id,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Annotation.class), examples = @ExampleObject(name = "annotation", value = "{\"name\": \"First look\", \"tags\": [\"baseline\"], \"notes\": \"Seed 1.\"}"))) byte[] bytes) {
        views.existing(id);
        Annotation given = Annotation.parse(JsonBodies.text(bytes));
        annotations.put(id, given.name(), given.tags(), given.notes());
        return views.experiment(id);
    }

    @GET
    @Path("{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "Progress as server-sent events", description = "The experiment each time it changes, until it has ended.")
    @APIResponse(responseCode = "200", content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = ExperimentView.class)))
    @APIResponse(responseCode = "404", description = "There is no such experiment.")
    @APIResponse(responseCode = "503", description = "There are too many event streams.")
    public void events(@PathParam("id") String id, @Suspended AsyncResponse writtenByTheStream,
            @Context RoutingContext context) {
        streams.open(context, views.experiment(id));
    }
}
