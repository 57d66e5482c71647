package io.plateau.inference.planning;

import java.util.Objects;

/**
 * A rare type and the common type it is held against; both have the same tag.
 *
 * @param occurrences used of each: as many of the one as of the other
 */
public record MatchedPair(TokenType rare, TokenType common, int occurrences) {

    /**
     * Characters by which the lengths differ beyond one, plus one where the thirds of the sentence differ, plus one where
     * the roles do. Without a parse all roles are unknown and none differ. A differing tag is no pair at any cost.
     */
    static int cost(TokenType rare, TokenType common) {
        int beyond = Math.max(0, Math.abs(rare.length() - common.length()) - 1);
        return beyond + (rare.third() == common.third() ? 0 : 1)
                + (Objects.equals(rare.role(), common.role()) ? 0 : 1);
    }

    public int cost() {
        return cost(rare, common);
    }

    public boolean lengthMet() {
        return Math.abs(rare.length() - common.length()) <= 1;
    }

    public boolean tagMet() {
        return rare.tag().equals(common.tag());
    }

    public boolean positionMet() {
        return rare.third() == common.third();
    }

    /** False also where a role is unknown. */
    public boolean roleMet() {
        return rare.role() != null && rare.role().equals(common.role());
    }
}
