package io.plateau.inference.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

import io.plateau.contracts.specification.Choice;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.quarkus.smallrye.openapi.OpenApiFilter;

/** Names the values of the specification's choices as requests write them; the document's generator names Java's constants. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ChoicesInOpenApi implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        labels(ExperimentSpecification.class).forEach((schema, labels) -> document.getComponents().getSchemas()
                .get(schema).setEnumeration(new ArrayList<>(labels)));
    }

    /** By the name of the schema, which is that of the enum: its labels. */
    static Map<String, List<String>> labels(Class<?> specification) {
        Map<String, List<String>> found = new TreeMap<>();
        Arrays.stream(specification.getRecordComponents()).forEach(field -> {
            Class<?> type = field.getType();
            if (Choice.class.isAssignableFrom(type)) {
                found.put(type.getSimpleName(), Arrays.stream(type.getEnumConstants())
                        .map(value -> ((Choice) value).label()).toList());
            } else if (type.isRecord()) {
                found.putAll(labels(type));
            }
        });
        return found;
    }
}
