package io.plateau.runtime.http;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** What holds for the requests of every resource: no query parameter that it does not know, and a body that says it is JSON. */
public class RequestRules {

    /** The answer to a request that does not hold to them; null lets it pass. */
    @ServerRequestFilter
    public Response check(ContainerRequestContext request, ResourceInfo resource) {
        Method method = resource.getResourceMethod();
        Response refusal = method.isAnnotationPresent(Consumes.class)
                ? JsonBodies.refusal(request.getHeaderString(HttpHeaders.CONTENT_TYPE))
                : null;
        return refusal == null && !method.isAnnotationPresent(OwnQueryParameters.class)
                ? refusal(request.getUriInfo().getQueryParameters(), method)
                : refusal;
    }

    private static Response refusal(Map<String, List<String>> given, Method method) {
        List<String> known = Arrays.stream(method.getParameters()).filter(p -> p.isAnnotationPresent(QueryParam.class))
                .map((Parameter p) -> p.getAnnotation(QueryParam.class).value()).sorted().toList();
        for (Map.Entry<String, List<String>> parameter : given.entrySet()) {
            if (!known.contains(parameter.getKey())) {
                return Problem.response(400, "there is no query parameter '" + parameter.getKey() + "' here; "
                        + (known.isEmpty()
                                ? "none is taken"
                                : "known: " + known.stream().collect(Collectors.joining(", "))));
            }
            if (parameter.getValue().contains("")) {
                return Problem.response(400, "the query parameter '" + parameter.getKey() + "' is ''; give it a value");
            }
            if (parameter.getValue().size() > 1) {
                return Problem.response(400, "the query parameter '" + parameter.getKey() + "' is given "
                        + parameter.getValue().size() + " times; give it once");
            }
        }
        return null;
    }
}
