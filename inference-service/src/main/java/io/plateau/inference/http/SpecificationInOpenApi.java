package io.plateau.inference.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.therapi.runtimejavadoc.ClassJavadoc;
import com.github.therapi.runtimejavadoc.Comment;
import com.github.therapi.runtimejavadoc.CommentElement;
import com.github.therapi.runtimejavadoc.CommentText;
import com.github.therapi.runtimejavadoc.InlineTag;
import com.github.therapi.runtimejavadoc.ParamJavadoc;
import com.github.therapi.runtimejavadoc.RuntimeJavadoc;

import io.plateau.contracts.specification.Choice;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.NumberRanges;
import io.plateau.contracts.specification.NumberRanges.Range;
import io.quarkus.smallrye.openapi.OpenApiFilter;

/**
 * The specification as requests write it: values of choices by their labels, where the document's generator names Java's constants,
 * and every field with its default, its range and what its record says of it.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class SpecificationInOpenApi implements OASFilter {
    private static final String ANY_MODEL = "{\"model\": \"m\"}";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        labels(ExperimentSpecification.class)
                .forEach((schema, labels) -> schemas.get(schema).setEnumeration(new ArrayList<>(labels)));
        describe(schemas, ExperimentSpecification.class, "", defaults(), NumberRanges.all());
    }

    /** By the name of the schema, which is that of the enum: its labels. */
    private static Map<String, List<String>> labels(Class<?> specification) {
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

    private static JsonNode defaults() {
        try {
            return new ObjectMapper().readTree(ExperimentSpecification.parse(ANY_MODEL).toJson());
        } catch (IOException e) {
            throw new UncheckedIOException("a specification in memory could not be read", e);
        }
    }

    private static void describe(Map<String, Schema> schemas, Class<?> record, String prefix, JsonNode defaults,
            Map<String, Range> ranges) {
        ClassJavadoc comments = RuntimeJavadoc.getJavadoc(record);
        Map<String, String> help = comments.getRecordComponents().stream()
                .collect(Collectors.toMap(ParamJavadoc::getName, field -> text(field.getComment())));
        Schema schema = schemas.get(record.getSimpleName());
        schema.setDescription(text(comments.getComment()));
        for (RecordComponent field : record.getRecordComponents()) {
            String path = prefix + field.getName();
            Schema property = schema.getProperties().get(field.getName());
            if (field.getType().isRecord()) {
                describe(schemas, field.getType(), path + ".", defaults.path(field.getName()), ranges);
                continue;
            }
            property.setDescription(help.get(field.getName()));
            if (!path.equals("model")) {
                property.setDefaultValue(value(defaults.path(field.getName())));
            }
            Range range = ranges.get(path);
            if (range != null) {
                property.setMinimum(range.lowest());
                property.setMaximum(range.highest());
            }
        }
    }

    /** Null where it is absent, or a list. */
    private static Object value(JsonNode node) {
        return node.isNumber()
                ? node.numberValue()
                : node.isBoolean() ? (Object) node.booleanValue() : node.textValue();
    }

    private static String text(Comment comment) {
        StringBuilder text = new StringBuilder();
        for (CommentElement part : comment) {
            text.append(part instanceof InlineTag tag
                    ? tag.getValue()
                    : part instanceof CommentText words ? words.getValue() : "");
        }
        return text.toString().replaceAll("\\s+", " ").strip();
    }
}
