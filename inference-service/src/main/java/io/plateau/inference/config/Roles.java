package io.plateau.inference.config;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The roles of this process. */
@ApplicationScoped
public class Roles {
    private final Set<Role> roles;

    Roles(@ConfigProperty(name = "plateau.roles") String roles) {
        this.roles = Role.parse(roles);
    }

    public boolean isFrontDoor() {
        return roles.contains(Role.FRONT_DOOR);
    }

    public boolean isWorker() {
        return roles.contains(Role.WORKER);
    }
}
