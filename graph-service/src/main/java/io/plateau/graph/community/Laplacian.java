package io.plateau.graph.community;

import java.util.Locale;

/** Which normalised Laplacian the spectral method takes; degrees are sums of |w| in both. */
public enum Laplacian {
    /** Of the absolute weights, {@code I − D^-1/2 |W| D^-1/2}: vertices that repel count as related. */
    ABSOLUTE,
    /** Of the signed weights, {@code I − D^-1/2 W D^-1/2} (Kunegis et al. 2010): vertices that repel are kept apart. */
    SIGNED;

    /** The one a specification names: {@code absolute} or {@code signed}. */
    public static Laplacian named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
