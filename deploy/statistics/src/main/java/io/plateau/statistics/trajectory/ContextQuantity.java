package io.plateau.statistics.trajectory;

/**
 * What is compared between checkpoints.
 *
 * @param name of the quantity, with its unit where it has one
 * @param tokenGroup {@code rare}, {@code common}, {@code rare and common} or {@code rare minus common}
 */
public record ContextQuantity(String name, String tokenGroup) {
    public static final String BOTH = "rare and common";
    public static final String DIFFERENCE = "rare minus common";
}
