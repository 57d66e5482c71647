package io.plateau.inference.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.ws.rs.core.MediaType;

import io.plateau.inference.results.ResultFormat;
import io.plateau.runtime.http.Problem;

/** Which form of rows a request asks for. */
final class ResultFormats {
    private ResultFormats() {
    }

    /**
     * @param named values of the query parameter {@code format}, which has the last word; null without one
     * @param accepted of the header Accept, the most wanted first
     */
    static ResultFormat of(List<String> named, List<MediaType> accepted) {
        if (named != null) {
            return Arrays.stream(ResultFormat.values()).filter(form -> named.equals(List.of(form.label()))).findFirst()
                    .orElseThrow(() -> Problem.exception(400, "the query parameter 'format' is '"
                            + String.join("', '", named) + "'; it must be " + known(" or ")));
        }
        return accepted.stream().flatMap(type -> of(type).stream()).findFirst().orElseThrow(
                () -> Problem.exception(406, "rows are written as " + Arrays.stream(ResultFormat.values())
                        .map(ResultFormat::mediaType).collect(Collectors.joining(" or "))
                        + "; the header Accept of the request allows neither"));
    }

    private static Optional<ResultFormat> of(MediaType type) {
        return Arrays.stream(ResultFormat.values())
                .filter(form -> type.isCompatible(MediaType.valueOf(form.mediaType()))).findFirst();
    }

    private static String known(String between) {
        return Arrays.stream(ResultFormat.values()).map(ResultFormat::label).collect(Collectors.joining(between));
    }
}
