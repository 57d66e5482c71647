package io.plateau.runtime.http;

import jakarta.enterprise.context.ApplicationScoped;

/** Links to this service, made from its configuration: the host of a request is whatever its sender wrote. */
@ApplicationScoped
public class PublicLinks {
    private final String prefix;

    PublicLinks(HttpConfig config) {
        prefix = config.publicUrl().map(AcceptedHosts::httpUrl).map(url -> url.toString().replaceAll("/+$", ""))
                .orElse("");
    }

    /** @param path absolute, such as {@code /experiments/e1}; without a configured address it is the link */
    public String to(String path) {
        return prefix + path;
    }
}
