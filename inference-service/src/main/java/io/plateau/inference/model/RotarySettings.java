package io.plateau.inference.model;

import java.util.Set;

import ai.djl.ndarray.NDManager;

import io.plateau.inference.checkpoint.ModelConfig;

/**
 * Rotary positions as configurations spell them: nested in {@code rope_parameters} or {@code rope_scaling}, or as
 * {@code rotary_pct} and {@code rotary_emb_base} (also {@code partial_rotary_factor}, {@code rope_theta}) beside the sizes.
 *
 * @param rotated how many dimensions of a head are rotated, even
 * @param base of the geometric series of wavelengths
 * @param factor by which positions are divided: linear scaling, 1 without
 */
record RotarySettings(int rotated, double base, double factor) {
    private static final String LINEAR = "linear";
    private static final Set<String> KINDS = Set.of("default", LINEAR);

    /**
     * @param headWidth d
     * @throws io.plateau.contracts.UnprocessableException when the kind is not supported or spellings contradict one another
     */
    static RotarySettings of(ModelConfig config, int headWidth) {
        ModelConfig nested = nested(config);
        String kind = nested.text(nested.spelling("rope_type", "type"), "default");
        if (!KINDS.contains(kind)) {
            throw config.refusal("asks for rotary positions of the kind '" + kind
                    + "'; the kinds default and linear are supported");
        }
        double factor = factor(nested, kind);
        double share = agreed(config, nested, "partial_rotary_factor", 0.25, "rotary_pct", "partial_rotary_factor");
        double base = agreed(config, nested, "rope_theta", 10_000, "rotary_emb_base", "rope_theta");
        int rotated = (int) (headWidth * share);
        if (rotated < 2 || rotated > headWidth || rotated % 2 != 0 || base <= 0) {
            throw config.refusal("rotates " + rotated + " of " + headWidth + " dimensions with base " + base
                    + "; an even number from 2 to " + headWidth + " and a positive base are needed");
        }
        return new RotarySettings(rotated, base, factor);
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

    private static double factor(ModelConfig nested, String kind) {
        if (kind.equals(LINEAR) && !nested.has("factor")) {
            throw nested.refusal("lacks factor, by which linear scaling divides positions");
        }
        double factor = nested.number("factor", 1);
        if (factor <= 0) {
            throw nested.refusal("has factor = " + factor + "; it must be positive");
        }
        if (!kind.equals(LINEAR) && factor != 1) {
            throw nested.refusal("has factor = " + factor + " but the kind of rotary positions is " + kind
                    + ", which has none");
        }
        return factor;
    }

    /** The value of the nested field and of its spellings beside the sizes, where they agree. */
    private static double agreed(ModelConfig config, ModelConfig nested, String field, double whenAbsent,
            String... outside) {
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
        return new Rotary(manager, rotated, base, factor);
    }
}
