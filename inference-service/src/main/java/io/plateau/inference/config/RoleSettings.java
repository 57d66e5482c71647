package io.plateau.inference.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.plateau.contracts.Topic;
import io.plateau.inference.pool.Pools;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/** Settings that follow from roles and pools: the channels that are consumed, and whether HTTP is served. */
public final class RoleSettings implements ConfigSourceFactory {
    private static final String ROLES = "plateau.roles";
    private static final String POOLS = "plateau.pools";
    private static final String POOL = "plateau.pool";
    private static final List<String> FRONT_DOOR = List.of("experiment-requests", "checkpoints", "subscriptions",
            "planning",
            "refinements", "plateaus", "analyses");
    private static final List<String> WORKER = List.of("inference-work");
    /** Above the application's own settings, below what is set from outside. */
    private static final int ORDINAL = 260;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String roles = value(context, ROLES);
        if (roles == null) {
            return List.of();
        }
        Map<String, String> settings = of(Role.parse(roles));
        settings.putAll(ofPools(Pools.parse(Objects.requireNonNullElse(value(context, POOLS), "")),
                Objects.requireNonNullElse(value(context, POOL), Topic.DEFAULT_POOL)));
        return List.of(new PropertiesConfigSource(settings, "roles", ORDINAL));
    }

    private static String value(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return value == null ? null : value.getValue();
    }

    /** Every process publishes work for all pools; a worker takes that of its own. */
    static Map<String, String> ofPools(Pools pools, String own) {
        return Map.of("plateau.topics.pools", String.join(",", pools.names()),
                "mp.messaging.incoming.inference-work.topic", Topic.INFERENCE_WORK.topicName(own),
                "plateau.process.pool", own);
    }

    /** What differs from the settings of a process that has both. */
    static Map<String, String> of(Set<Role> roles) {
        Map<String, String> settings = new HashMap<>();
        if (!roles.contains(Role.FRONT_DOOR)) {
            FRONT_DOOR.forEach(channel -> settings.put("mp.messaging.incoming." + channel + ".enabled", "false"));
            settings.put("quarkus.http.host-enabled", "false");
        }
        if (!roles.contains(Role.WORKER)) {
            WORKER.forEach(channel -> settings.put("mp.messaging.incoming." + channel + ".enabled", "false"));
            settings.put("plateau.process.computes", "false");
        }
        return settings;
    }
}
