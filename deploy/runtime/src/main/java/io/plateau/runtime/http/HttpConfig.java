package io.plateau.runtime.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;

/** What a service accepts over HTTP. */
@ConfigMapping(prefix = "plateau.http")
public interface HttpConfig {
    /** Where clients reach the service, such as {@code https://plateau.example.org}: links begin with it. Without it they are
     * paths, which a client resolves against the address that it used. */
    Optional<String> publicUrl();

    /** Names of hosts, without ports, that requests may be for, beyond loopback, the service's own address and the public URL's. */
    Optional<List<String>> hosts();

    /** Origins of web pages that may use the service, such as {@code https://notebook.example.org}. */
    Optional<List<String>> origins();

    /** Most connections that one address may have open. */
    int connectionsPerAddress();

    /** Until the header of a request must be complete. */
    Duration headerTime();

    /** Until the body of a request must be complete, after its header. */
    Duration bodyTime();

    /** Limit on all bodies being received together. */
    MemorySize bodiesMemory();
}
