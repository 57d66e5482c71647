package io.plateau.inference.model.family;

import ai.djl.ndarray.NDManager;

import io.plateau.inference.checkpoint.ModelConfig;
import io.plateau.inference.model.Rotary;

/**
 * Rotary positions as configurations spell them: nested in {@code rope_parameters} or {@code rope_scaling}, or beside the sizes
 * ({@code rope_theta}, {@code partial_rotary_factor}; GPT-NeoX also {@code rotary_emb_base}, {@code rotary_pct}).
 *
 * @param frequencies of the rotated dimensions
 */
record RotarySettings(Rotary.Frequencies frequencies) {
    private static final double BASE = 10_000;

    /** GPT-NeoX: a part of each head is rotated. */
    static RotarySettings ofNeoX(ModelConfig config, int headWidth) {
        return of(config, headWidth, share(config, 0.25, "rotary_pct", "partial_rotary_factor"),
                base(config, "rotary_emb_base", "rope_theta"));
    }

    /** Families that may rotate a part of each head, and whose scaling is of no kind known here. */
    static RotarySettings unscaledPartial(ModelConfig config, int headWidth) {
        ModelConfig nested = nested(config);
        String kind = nested.text(nested.spelling("rope_type", "type"), "default");
        if (!kind.equals("default")) {
            throw config.refusal("asks for rotary positions of the kind '" + kind
                    + "'; this family is supported with the kind default only");
        }
        return of(config, headWidth, share(config, 1, "partial_rotary_factor"), base(config, "rope_theta"));
    }

    /** Families that rotate whole heads. */
    static RotarySettings whole(ModelConfig config, int headWidth) {
        double share = share(config, 1, "partial_rotary_factor");
        if (share != 1) {
            throw config.refusal(
                    "has partial_rotary_factor = " + share + "; the heads of this family are rotated whole");
        }
        return of(config, headWidth, 1, base(config, "rope_theta"));
    }

    private static RotarySettings of(ModelConfig config, int headWidth, double share, double base) {
        int rotated = (int) (headWidth * share);
        if (rotated < 2 || rotated > headWidth || rotated % 2 != 0 || base <= 0) {
            throw config.refusal("rotates " + rotated + " of " + headWidth + " dimensions with base " + base
                    + "; an even number from 2 to " + headWidth + " and a positive base are needed");
        }
        return new RotarySettings(RotaryScaling.of(config, nested(config)).scaled(rotated, base));
    }

    private static double share(ModelConfig config, double whenAbsent, String... outside) {
        return agreed(config, "partial_rotary_factor", whenAbsent, outside);
    }

    private static double base(ModelConfig config, String... outside) {
        return agreed(config, "rope_theta", BASE, outside);
    }

    /** An empty object says nothing, as if it were absent. */
    private static ModelConfig nested(ModelConfig config) {
        if (config.object("rope_scaling").isEmpty()) {
            return config.object("rope_parameters");
        }
        return config.object("rope_parameters").isEmpty()
                ? config.object("rope_scaling")
                : config.object(config.spelling("rope_scaling", "rope_parameters"));
    }

    /** The value of the nested field and of its spellings beside the sizes, where they agree. */
    private static double agreed(ModelConfig config, String field, double whenAbsent, String... outside) {
        ModelConfig nested = nested(config);
        String spelling = config.spelling(outside);
        double beside = config.number(spelling, whenAbsent);
        double within = nested.number(field, beside);
        if (config.has(spelling) && within != beside) {
            throw nested.refusal("has " + field + " = " + within + " but the configuration itself " + spelling + " = "
                    + beside + "; they are two names of the same thing");
        }
        return within;
    }

    Rotary code(NDManager manager) {
        return new Rotary(manager, frequencies);
    }
}
