package io.plateau.inference.config;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

import io.plateau.contracts.Labelled;

/** What a process of this service does. */
public enum Role implements Labelled {
    /** Takes requests in, plans, follows the analyses, answers over HTTP. */
    FRONT_DOOR,
    /** Runs the model. */
    WORKER;

    /**
     * @param text of {@code plateau.roles}: labels with commas between them
     * @throws IllegalArgumentException when it names none, or something else
     */
    static Set<Role> parse(String text) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : text.split(",", -1)) {
            roles.add(Arrays.stream(values()).filter(role -> role.label().equals(name.strip())).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("PLATEAU_ROLES (plateau.roles) is '" + text
                            + "'; it must be one or both of "
                            + Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", ")))));
        }
        return roles;
    }
}
