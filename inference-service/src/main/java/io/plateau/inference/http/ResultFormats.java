package io.plateau.inference.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.ws.rs.core.MediaType;

import io.plateau.inference.results.ResultFormat;
import io.plateau.runtime.http.Problem;

/** Selects the format of rows that a request asks for. */
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
                            + String.join("', '", named) + "'; it must be " + Arrays.stream(ResultFormat.values())
                                    .map(ResultFormat::label).collect(Collectors.joining(", "))
                                    .replaceFirst(", (\\w+)$", " or $1")));
        }
        // A request that accepts none of them is refused before it comes here.
        return accepted.stream().flatMap(type -> of(type).stream()).findFirst().orElseThrow();
    }

    private static Optional<ResultFormat> of(MediaType type) {
        return Arrays.stream(ResultFormat.values())
                .filter(form -> type.isCompatible(MediaType.valueOf(form.mediaType()))).findFirst();
    }
}
