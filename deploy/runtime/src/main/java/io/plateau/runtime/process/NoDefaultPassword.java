package io.plateau.runtime.process;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;

/** Refuses a default password: a role's own name. */
@ApplicationScoped
public class NoDefaultPassword {
    void onStart(@Observes StartupEvent event, Credentials credentials) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            require(credentials.role(), credentials.password());
        }
    }

    static void require(String role, String password) {
        if (password.equals(role)) {
            throw new IllegalArgumentException("QUARKUS_DATASOURCE_PASSWORD is the name of the role " + role
                    + ", which anybody can guess; give the role another password, drawn at random");
        }
    }
}
