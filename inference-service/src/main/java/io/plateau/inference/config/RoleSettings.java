package io.plateau.inference.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/** Settings that follow from the roles of the process: which channels it listens to, and whether it answers over HTTP. */
public final class RoleSettings implements ConfigSourceFactory {
    private static final String ROLES = "plateau.roles";
    private static final List<String> FRONT_DOOR = List.of("experiment-requests", "planning", "plateaus", "analyses");
    private static final List<String> WORKER = List.of("inference-work");
    /** Above the application's own settings, below what is set from outside. */
    private static final int ORDINAL = 260;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue roles = context.getValue(ROLES);
        return roles == null || roles.getValue() == null
                ? List.of()
                : List.of(new PropertiesConfigSource(of(Role.parse(roles.getValue())), "roles", ORDINAL));
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
