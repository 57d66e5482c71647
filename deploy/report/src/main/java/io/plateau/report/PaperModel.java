package io.plateau.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which model of the paper stands beside a model that was measured here. */
enum PaperModel {

    PYTHIA_410M("Pythia-410M", List.of("neox", "pythia")), GPT2_XL("GPT-2 XL", List.of("gpt2"));

    private final String title;
    private final List<String> family;

    PaperModel(String title, List<String> family) {
        this.title = title;
        this.family = family;
    }

    /** The model of the paper that is of the same family, by the name of the measured one. */
    static Optional<PaperModel> counterpart(String model) {
        String letters = letters(model);
        for (PaperModel paper : values()) {
            if (paper.family.stream().anyMatch(letters::contains)) {
                return Optional.of(paper);
            }
        }
        return Optional.empty();
    }

    /** True for the name of this model however it is hyphenated: the paper has both "GPT-2 XL" and "GPT-2-XL". */
    boolean isNamed(String model) {
        return letters(model).equals(letters(title));
    }

    @Override
    public String toString() {
        return title;
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
