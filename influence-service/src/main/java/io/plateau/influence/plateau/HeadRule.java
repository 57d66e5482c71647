package io.plateau.influence.plateau;

/** What makes the head of the ranking a plateau (deploy/science, Regimes). */
public enum HeadRule {
    /** The head lies above the power law extrapolated. */
    EXCESS("excess"),
    /** The head lies flat, below the power law extrapolated. */
    FLAT("flat"),
    /** Neither. */
    NONE("none");

    private final String label;

    HeadRule(String label) {
        this.label = label;
    }

    /** The name in events and tables. */
    public String label() {
        return label;
    }
}
