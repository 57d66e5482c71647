package io.plateau.runtime.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.util.NetUtil;

/**
 * Hosts that requests may be for and origins that they may come from. A web page elsewhere whose name is made to resolve to
 * this service's address (DNS rebinding) is recognised by the host it names, and one that sends requests across by its
 * origin.
 */
final class AcceptedHosts {
    private static final Pattern AUTHORITY = Pattern
            .compile("(?<name>\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._~-]+?)\\.?(?::(?<port>[0-9]{0,5}))?");

    private final Set<String> hosts = new HashSet<>();
    private final Set<String> origins = new HashSet<>();

    /** @param ownHost the address that the service listens on */
    AcceptedHosts(String ownHost, Optional<String> publicUrl, List<String> hosts, List<String> origins) {
        this.hosts.add(lower(ownHost));
        hosts.forEach(host -> this.hosts.add(lower(host)));
        publicUrl.map(AcceptedHosts::httpUrl).ifPresent(url -> {
            this.hosts.add(lower(url.getHost()));
            this.origins.add(lower(url.getScheme() + "://" + url.getAuthority()));
        });
        origins.forEach(origin -> this.origins.add(lower(origin)));
    }

    /**
     * Why a request for this host is refused, if it is.
     *
     * @param localAddress the address of this machine that the request came to
     */
    Optional<String> refusalOfHost(String host, String localAddress) {
        Matcher authority = AUTHORITY.matcher(host);
        if (!authority.matches()) {
            return Optional.of("the header Host is not a host name with an optional port");
        }
        String name = lower(authority.group("name"));
        if (hosts.contains(name) || name.equals("localhost") || name.endsWith(".localhost")
                || isLoopbackOr(localAddress, name.replaceAll("[\\[\\]]", ""))) {
            return Optional.empty();
        }
        return Optional.of("this service does not answer for host '" + name
                + "'; if it should, name the host in plateau.http.hosts");
    }

    /** Whether pages of an origin may use the service; {@code host} is the request's host, already accepted. */
    boolean acceptsOrigin(String origin, String host) {
        return isConfigured(origin) || lower(origin).equals("http://" + lower(host))
                || lower(origin).equals("https://" + lower(host));
    }

    /** Whether the origin is another one than the service's own, and allowed by configuration. */
    boolean isConfigured(String origin) {
        return origins.contains(lower(origin));
    }

    /** @throws IllegalArgumentException saying what a public URL is */
    static URI httpUrl(String text) {
        URI url = URI.create(text);
        if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme()) || url.getQuery() != null
                || url.getFragment() != null) {
            throw new IllegalArgumentException("plateau.http.public-url is '" + text
                    + "'; it must be an address such as https://plateau.example.org");
        }
        return url;
    }

    private static boolean isLoopbackOr(String localAddress, String literal) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(literal);
        if (bytes == null) {
            return false;
        }
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            byte[] local = NetUtil.createByteArrayFromIpAddressString(localAddress);
            return address.isLoopbackAddress() || local != null && InetAddress.getByAddress(local).equals(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 4 or 16 bytes is one", e);
        }
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
