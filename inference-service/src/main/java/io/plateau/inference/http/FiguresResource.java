package io.plateau.inference.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.plateau.inference.results.ExperimentFigures;
import io.plateau.inference.results.ResultReader;
import io.plateau.report.ExperimentFigure;
import io.plateau.runtime.http.Problem;
import io.plateau.runtime.http.PublicLinks;
import io.smallrye.common.annotation.Blocking;

/** The figures of an experiment, as the report draws them. */
@Path("/experiments/{id}/figures")
@Blocking
@Tag(name = "Results")
public class FiguresResource {
    private static final String SVG = "image/svg+xml";
    private static final String PNG = "image/png";

    private final ExperimentFigures figures;
    private final ExperimentViews views;
    private final PublicLinks links;

    FiguresResource(ResultReader reader, ExperimentViews views, PublicLinks links) {
        this.figures = new ExperimentFigures(reader);
        this.views = views;
        this.links = links;
    }

    /**
     * A figure.
     *
     * @param obstacle why it cannot be drawn, as the end of a sentence; null where it can
     * @param svg where it is as SVG; null where it cannot be drawn
     * @param png where it is as PNG; likewise
     */
    public record FigureView(String name, String title, String obstacle, String svg, String png) {
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The figures of an experiment")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = FigureView.class)))
    @APIResponse(responseCode = "404", description = "There is no such experiment.")
    @APIResponse(responseCode = "410", description = "The experiment was deleted.")
    @APIResponse(responseCode = "503", description = "Too many downloads of results are in progress.")
    public List<FigureView> figures(@PathParam("id") String id) throws IOException {
        return of(id).stream().map(figure -> view(id, figure)).toList();
    }

    private FigureView view(String id, ExperimentFigure figure) {
        String obstacle = figure.obstacle().orElse(null);
        String path = links.to("/experiments/" + id + "/figures/" + figure.name());
        return new FigureView(figure.name(), figure.title(), obstacle, obstacle == null ? path + ".svg" : null,
                obstacle == null ? path + ".png" : null);
    }

    @GET
    @Path("{file}")
    @Produces({SVG, PNG})
    @Operation(summary = "A figure as SVG or PNG")
    @APIResponse(responseCode = "200", content = {
            @Content(mediaType = SVG, schema = @Schema(type = SchemaType.STRING)),
            @Content(mediaType = PNG, schema = @Schema(type = SchemaType.STRING, format = "binary"))})
    @APIResponse(responseCode = "404", description = "There is no such experiment or figure, or it cannot be drawn; detail says why.")
    @APIResponse(responseCode = "410", description = "The experiment was deleted.")
    @APIResponse(responseCode = "503", description = "Too many downloads of results are in progress.")
    public Response figure(@PathParam("id") String id,
            @Parameter(description = "Name of the figure, and .svg or .png.") @PathParam("file") String file)
            throws IOException {
        boolean svg = file.endsWith(".svg");
        if (!svg && !file.endsWith(".png")) {
            throw Problem.exception(404, "figures are files that end in .svg or .png; '" + file + "' is none");
        }
        String name = file.substring(0, file.length() - ".svg".length());
        ExperimentFigure figure = of(id).stream().filter(f -> f.name().equals(name)).findFirst()
                .orElseThrow(() -> Problem.exception(404,
                        "there is no figure '" + name + "'; /experiments/" + id + "/figures lists them"));
        figure.obstacle().ifPresent(obstacle -> {
            throw Problem.exception(404, name + " is not drawn: " + obstacle);
        });
        byte[] bytes = svg ? figure.svg().getBytes(StandardCharsets.UTF_8) : figure.png();
        return Response.ok(bytes).header(HttpHeaders.CONTENT_TYPE, svg ? SVG : PNG)
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + file + "\"").build();
    }

    private List<ExperimentFigure> of(String id) throws IOException {
        views.existing(id);
        return figures.of(id);
    }
}
