package io.plateau.inference.http;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.experiment.Subscriptions;
import io.plateau.inference.store.SubscriptionEntity;
import io.plateau.inference.store.SubscriptionEntity.State;
import io.plateau.inference.store.SubscriptionRepository;
import io.plateau.runtime.http.Problem;
import io.plateau.runtime.http.PublicLinks;
import io.smallrye.common.annotation.Blocking;

/** Subscriptions to the checkpoints of a model. */
@Path("/subscriptions")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Subscriptions")
public class SubscriptionsResource {
    private final Subscriptions subscriptions;
    private final SubscriptionRepository rows;
    private final PublicLinks links;

    SubscriptionsResource(Subscriptions subscriptions, SubscriptionRepository rows, PublicLinks links) {
        this.subscriptions = subscriptions;
        this.rows = rows;
        this.links = links;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Subscribe to the checkpoints of a model", description = "A specification whose model has no revision: an experiment is asked for on every checkpoint of it that is"
            + " published on the topic checkpoints.")
    @APIResponse(responseCode = "201", description = "Subscribed; Location says where it is.", content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
    @APIResponse(responseCode = "400", description = "The specification cannot be run; detail says why.")
    public Response create(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ExperimentSpecification.class))) byte[] bytes) {
        String body = SpecificationBody.text(bytes);
        String id = UUID.randomUUID().toString();
        subscriptions.create(id, body);
        return Response.status(Response.Status.CREATED).entity(get(id))
                .header(HttpHeaders.LOCATION, links.to("/subscriptions/" + id)).build();
    }

    @GET
    @Operation(summary = "All subscriptions, newest first")
    public List<SubscriptionView> list() {
        return rows.all().stream().map(SubscriptionView::of).toList();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A subscription")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
    @APIResponse(responseCode = "404", description = "There is no such subscription.")
    public SubscriptionView get(@PathParam("id") String id) {
        return SubscriptionView.of(subscription(id));
    }

    @POST
    @Path("{id}/pause")
    @Operation(summary = "Pause a subscription", description = "What is published while it is paused is not made good.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
    @APIResponse(responseCode = "404", description = "There is no such subscription.")
    public SubscriptionView pause(@PathParam("id") String id) {
        return changed(id, State.PAUSED);
    }

    @POST
    @Path("{id}/resume")
    @Operation(summary = "Resume a subscription")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
    @APIResponse(responseCode = "404", description = "There is no such subscription.")
    public SubscriptionView resume(@PathParam("id") String id) {
        return changed(id, State.ACTIVE);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete a subscription", description = "The experiments that it asked for stay.")
    @APIResponse(responseCode = "204", description = "Deleted.")
    @APIResponse(responseCode = "404", description = "There is no such subscription.")
    public void delete(@PathParam("id") String id) {
        subscription(id);
        rows.change(id, State.DELETED);
    }

    private SubscriptionView changed(String id, State state) {
        subscription(id);
        rows.change(id, state);
        return get(id);
    }

    private SubscriptionEntity subscription(String id) {
        return rows.of(id).filter(row -> row.state != State.DELETED)
                .orElseThrow(() -> Problem.exception(404, "there is no subscription '" + id + "'"));
    }
}
