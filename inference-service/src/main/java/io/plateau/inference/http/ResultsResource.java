package io.plateau.inference.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.plateau.inference.experiment.StatusAnnouncer;
import io.plateau.inference.results.ResultFormat;
import io.plateau.inference.results.ResultReader;
import io.plateau.inference.results.ResultTable;
import io.plateau.inference.results.RowQuery;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.ExperimentRunRepository.Overview;
import io.plateau.runtime.http.OwnQueryParameters;
import io.plateau.runtime.http.Problem;
import io.plateau.runtime.http.PublicLinks;
import io.smallrye.common.annotation.Blocking;

/** What an experiment found: every view of the schema {@code results} that has rows of it. */
@Path("/experiments/{id}/results")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Results")
public class ResultsResource {
    private static final String FORMAT = "format";
    private static final String PARQUET = "application/vnd.apache.parquet";

    private final ResultReader reader;
    private final ExperimentViews views;
    private final ExperimentRunRepository runs;
    private final StatusAnnouncer announcer;
    private final PublicLinks links;

    ResultsResource(ResultReader reader, ExperimentViews views, ExperimentRunRepository runs,
            StatusAnnouncer announcer, PublicLinks links) {
        this.reader = reader;
        this.views = views;
        this.runs = runs;
        this.announcer = announcer;
        this.links = links;
    }

    @GET
    @Operation(summary = "The views of an experiment's results", description = "Every view with its columns, their types, units and definitions.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = ResultTableView.class)))
    @APIResponse(responseCode = "404", description = "There is no such experiment.")
    @APIResponse(responseCode = "410", description = "The experiment was deleted.")
    public List<ResultTableView> catalogue(@PathParam("id") String id) throws IOException {
        views.existing(id);
        return reader.tables().stream()
                .map(table -> ResultTableView.of(table, links.to("/experiments/" + id + "/results/" + table.name())))
                .toList();
    }

    @GET
    @Path("{view}")
    @Produces({MediaType.APPLICATION_JSON, "text/csv", PARQUET})
    @OwnQueryParameters
    @Operation(summary = "The rows of a view", description = "Ordered by the view's key. A column's name as a parameter keeps the rows with that value (given several times, with any of the"
            + " values), with .from or .to behind it those from or up to it. With a limit, the header Link leads to the next page; without"
            + " one all rows come, however many.")
    @APIResponse(responseCode = "200", content = {
            @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.ARRAY, implementation = Object.class)),
            @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)),
            @Content(mediaType = PARQUET, schema = @Schema(type = SchemaType.STRING, format = "binary"))})
    @APIResponse(responseCode = "304", description = "The rows are those of the ETag in If-None-Match.")
    @APIResponse(responseCode = "400", description = "A query parameter is not known or has no value of its column.")
    @APIResponse(responseCode = "404", description = "There is no such experiment or view.")
    @APIResponse(responseCode = "406", description = "Neither JSON nor CSV nor Parquet is requested.")
    @APIResponse(responseCode = "410", description = "The experiment was deleted.")
    @APIResponse(responseCode = "503", description = "Too many downloads of results are in progress.")
    public Response rows(@PathParam("id") String id, @PathParam("view") String view,
            @Parameter(description = "json, csv or parquet; else the header Accept decides.", schema = @Schema(type = SchemaType.STRING, enumeration = {
                    "json", "csv", "parquet"})) @QueryParam(FORMAT) String format,
            @Parameter(description = "Names of columns with commas between them; all without it.") @QueryParam(RowQuery.COLUMNS) String columns,
            @Parameter(description = "Most rows of a page.", schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "10000")) @QueryParam(RowQuery.LIMIT) String limit,
            @Parameter(description = "Where the page before ended, from its link.") @QueryParam(RowQuery.AFTER) String after,
            @Context UriInfo uri, @Context HttpHeaders headers, @Context Request request) throws IOException {
        Overview experiment = views.existing(id);
        ResultTable table = reader.table(view).orElseThrow(() -> Problem.exception(404,
                "there is no view '" + view + "' of results; /experiments/" + id + "/results lists them"));
        Map<String, List<String>> parameters = new HashMap<>(uri.getQueryParameters());
        List<String> wanted = parameters.remove(FORMAT);
        ResultFormat form = ResultFormats.of(wanted, headers.getAcceptableMediaTypes());
        RowQuery query = RowQuery.of(table, parameters);

        // What an experiment found does not change once it has ended.
        EntityTag tag = experiment.isTerminal() ? tag(experiment, table, parameters, form) : null;
        Response.ResponseBuilder unchanged = tag == null ? null : request.evaluatePreconditions(tag);
        if (unchanged != null) {
            return headers(unchanged, tag).build();
        }
        Response.ResponseBuilder response = query.limit() == null
                ? Response.ok((StreamingOutput) out -> reader.write(id, query, form, out))
                : page(id, query, form, uri);
        return headers(response, tag).header(HttpHeaders.CONTENT_TYPE, form.contentType())
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        "inline; filename=\"" + table.name() + "." + form.label() + "\"")
                .build();
    }

    private Response.ResponseBuilder page(String id, RowQuery query, ResultFormat form, UriInfo uri)
            throws IOException {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        Optional<String> next = reader.write(id, query, form, rows);
        Response.ResponseBuilder response = Response.ok(rows.toByteArray());
        next.ifPresent(place -> response.header(HttpHeaders.LINK, "<" + links.to(UriBuilder
                .fromUri("/experiments/" + id + "/results/" + query.table().name())
                .replaceQuery(uri.getRequestUri().getRawQuery()).replaceQueryParam(RowQuery.AFTER, place).build()
                .toString()) + ">; rel=\"next\""));
        return response;
    }

    @ServerExceptionMapper
    Response busy(ResultReader.BusyException e) {
        return Response.fromResponse(Problem.response(503, "too many downloads of results are in progress;"
                + " try again in a few seconds")).header(HttpHeaders.RETRY_AFTER, "5").build();
    }

    private static EntityTag tag(Overview experiment, ResultTable table, Map<String, List<String>> parameters,
            ResultFormat form) {
        String what = experiment.run().experimentId + '\n' + experiment.run().finishedAt + '\n' + table + '\n'
                + new TreeMap<>(parameters) + '\n' + form;
        return new EntityTag(UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString());
    }

    private static Response.ResponseBuilder headers(Response.ResponseBuilder response, EntityTag tag) {
        return tag == null
                ? response.header(HttpHeaders.CACHE_CONTROL, "no-store")
                : response.tag(tag).header(HttpHeaders.CACHE_CONTROL, "no-cache").header(HttpHeaders.VARY,
                        HttpHeaders.ACCEPT);
    }

    @DELETE
    @Operation(summary = "Delete an experiment that has ended", description = "Its plan, its results and what the services keep of it are removed for good, within moments; who asked for what,"
            + " and when it was deleted, stays in results.deletions.")
    @APIResponse(responseCode = "202", description = "Marked as deleted; every service removes its rows.")
    @APIResponse(responseCode = "400", description = "confirm is not the experiment's id.")
    @APIResponse(responseCode = "404", description = "There is no such experiment.")
    @APIResponse(responseCode = "409", description = "The experiment has not ended.")
    public Response delete(@PathParam("id") String id,
            @Parameter(description = "The experiment's id once more: what is deleted cannot be brought back.", required = true) @QueryParam("confirm") String confirm) {
        Overview experiment = views.overview(id);
        if (!id.equals(confirm)) {
            throw Problem.exception(400,
                    "deleting cannot be undone: repeat the experiment's id, as in /experiments/" + id
                            + "/results?confirm=" + id);
        }
        if (!runs.delete(id)) {
            throw Problem.exception(409, "experiment " + id + " is " + experiment.status()
                    + "; cancel it or let it end, then delete it");
        }
        // Also when it was deleted before: an announcement lost in a crash is made good.
        announcer.announceEnd(id);
        return Response.accepted().build();
    }
}
