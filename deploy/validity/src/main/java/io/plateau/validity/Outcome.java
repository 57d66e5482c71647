package io.plateau.validity;

/** What a check came to. */
public enum Outcome {
    HOLDS("holds"), FAILS("FAILS"),
    /** Nothing is promised: the number says how a method behaves where its assumptions do not hold. */
    FINDING("finding");

    private final String label;

    Outcome(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
