package io.plateau.inference.hub;

import java.net.URI;
import java.nio.file.Path;

/**
 * Whether and from where models are fetched.
 *
 * @param enabled false: nothing is fetched and the cache is not looked at
 * @param offline true: the cache is used but nothing is fetched
 * @param endpoint of the hub, e.g. {@code https://huggingface.co}
 * @param cache the folder that holds {@code models--organisation--name}
 * @param token sent to the endpoint alone; null where none is needed
 */
public record HubSettings(boolean enabled, boolean offline, URI endpoint, Path cache, String token, Patience patience) {

    public HubSettings {
        String scheme = endpoint.getScheme();
        if (!"https".equals(scheme) && !"http".equals(scheme) || endpoint.getHost() == null
                || endpoint.getRawUserInfo() != null || endpoint.getRawQuery() != null
                || endpoint.getRawFragment() != null) {
            throw new IllegalArgumentException("the hub's endpoint is '" + endpoint
                    + "'; it must be like https://huggingface.co, without user, query or fragment");
        }
        if (token != null && !token.matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException("the hub's token has a character that no token has");
        }
        endpoint = URI.create(endpoint.toString().replaceAll("/+$", ""));
    }

    @Override
    public String toString() {
        return enabled ? "hub " + endpoint + (offline ? ", offline" : "") + ", cache " + cache : "no hub";
    }
}
