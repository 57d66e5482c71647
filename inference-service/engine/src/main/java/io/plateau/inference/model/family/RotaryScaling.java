package io.plateau.inference.model.family;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import io.plateau.inference.checkpoint.ModelConfig;
import io.plateau.inference.model.Rotary.Frequencies;

/**
 * How frequencies are changed for contexts longer than those of the first training. Source: modeling_rope_utils.py of
 * Hugging Face's transformers 5.18.
 */
interface RotaryScaling {

    /** @param rotated how many dimensions of a head are rotated */
    Frequencies scaled(int rotated, double base);

    /** The kinds that can be computed. */
    enum Kind {
        /** None. */
        DEFAULT {
            @Override
            RotaryScaling read(ModelConfig config, ModelConfig nested) {
                double factor = nested.number("factor", 1);
                if (factor != 1) {
                    throw nested.refusal("has factor = " + factor
                            + " but the kind of rotary positions is default, which has none");
                }
                return Frequencies::geometric;
            }
        },
        /** Positions are divided. */
        LINEAR {
            @Override
            RotaryScaling read(ModelConfig config, ModelConfig nested) {
                double factor = factor(nested);
                return (rotated, base) -> new Frequencies(series(rotated, base), factor, 1);
            }
        },
        /** Long wavelengths are stretched, short ones left, those between interpolated (Llama 3.1). */
        LLAMA3 {
            @Override
            RotaryScaling read(ModelConfig config, ModelConfig nested) {
                double factor = factor(nested);
                double low = positive(nested, "low_freq_factor");
                double high = positive(nested, "high_freq_factor");
                if (high <= low) {
                    throw nested.refusal("has high_freq_factor = " + high + " and low_freq_factor = " + low
                            + "; the former must be the larger");
                }
                double length = originalLength(config, nested);
                return (rotated, base) -> new Frequencies(Arrays.stream(series(rotated, base))
                        .map(frequency -> llama3(frequency, factor, low, high, length)).toArray(), 1, 1);
            }
        },
        /** By frequency between interpolation and extrapolation, with an amplitude (Peng et al., 2023). */
        YARN {
            @Override
            RotaryScaling read(ModelConfig config, ModelConfig nested) {
                double factor = factor(nested);
                double amplitude = YarnRamp.amplitude(nested, factor);
                YarnRamp ramp = YarnRamp.read(nested, originalLength(config, nested));
                return (rotated, base) -> {
                    double[] series = series(rotated, base);
                    double[] extrapolated = ramp.shares(rotated, base);
                    for (int i = 0; i < series.length; i++) {
                        series[i] = series[i] / factor * (1 - extrapolated[i]) + series[i] * extrapolated[i];
                    }
                    return new Frequencies(series, 1, amplitude);
                };
            }
        };

        abstract RotaryScaling read(ModelConfig config, ModelConfig nested);

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param nested the object that describes the rotary positions
     * @throws io.plateau.contracts.UnprocessableException when the kind is not supported or lacks a field
     */
    static RotaryScaling of(ModelConfig config, ModelConfig nested) {
        String name = nested.text(nested.spelling("rope_type", "type"), Kind.DEFAULT.label());
        Kind kind = Arrays.stream(Kind.values()).filter(each -> each.label().equals(name)).findFirst()
                .orElseThrow(() -> config.refusal("asks for rotary positions of the kind '" + name
                        + "'; supported are " + Arrays.stream(Kind.values()).map(Kind::label)
                                .collect(Collectors.joining(", "))));
        return kind.read(config, nested);
    }

    private static double[] series(int rotated, double base) {
        return Frequencies.geometric(rotated, base).perPosition();
    }

    private static double llama3(double frequency, double factor, double low, double high, double length) {
        double wavelength = 2 * Math.PI / frequency;
        if (wavelength > length / low) {
            return frequency / factor;
        }
        if (wavelength < length / high) {
            return frequency;
        }
        double smooth = (length / wavelength - low) / (high - low);
        return (1 - smooth) * frequency / factor + smooth * frequency;
    }

    private static double factor(ModelConfig nested) {
        return positive(nested, "factor");
    }

    private static double positive(ModelConfig nested, String field) {
        if (!nested.has(field)) {
            throw nested.refusal("lacks " + field + ", which this kind of rotary positions needs");
        }
        double value = nested.number(field, 1);
        if (value <= 0) {
            throw nested.refusal("has " + field + " = " + value + "; it must be positive");
        }
        return value;
    }

    /** Positions of the first training. */
    private static double originalLength(ModelConfig config, ModelConfig nested) {
        return nested.size("original_max_position_embeddings", config.size("max_position_embeddings"));
    }
}
