package io.plateau.inference.http;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.catalog.CorpusCatalog;
import io.plateau.inference.catalog.ModelCatalog;
import io.smallrye.common.annotation.Blocking;

/** Models and corpora available to experiments. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Models and corpora")
public class InputsResource {
    private final ModelCatalog models;
    private final CorpusCatalog corpora;

    InputsResource(ModelCatalog models, CorpusCatalog corpora) {
        this.models = models;
        this.corpora = corpora;
    }

    @GET
    @Path("models")
    @Operation(summary = "The models under the configured roots", description = "A model that cannot be run is listed with the reason.")
    public List<ModelView> models() {
        return models.names().stream().map(this::model).toList();
    }

    private ModelView model(String name) {
        try {
            models.check(name);
            return ModelView.of(name, models.shape(name).orElseThrow(), models.weightBytes(name).orElseThrow(),
                    models.licence(name).orElse(null));
        } catch (UnprocessableException e) {
            return ModelView.refused(name, e.getMessage());
        }
    }

    @GET
    @Path("corpora")
    @Operation(summary = "The corpora under the configured roots")
    public List<CorpusView> corpora() {
        return corpora.names().stream().map(name -> new CorpusView(name, corpora.find(name).file().toFile().length()))
                .toList();
    }

    /** @param bytes of its file */
    public record CorpusView(String name, long bytes) {
    }
}
