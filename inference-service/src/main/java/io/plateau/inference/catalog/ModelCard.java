package io.plateau.inference.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.files.FileKind;
import io.plateau.inference.files.InputFolder;

/**
 * A model's card, {@code README.md}, as Hugging Face has it: settings between two lines of dashes, then text. No experiment needs it: a
 * card that cannot be read counts as none.
 */
final class ModelCard {
    private static final String FILE = "README.md";
    private static final Pattern SETTINGS = Pattern.compile("\\A\\uFEFF?---\\R(.*?)\\R---\\s", Pattern.DOTALL);
    private static final Pattern LICENCE = Pattern.compile("^license: *(.+?) *$", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("^license_name: *(.+?) *$", Pattern.MULTILINE);
    private static final String OTHER = "other";

    private ModelCard() {
    }

    /** The licence that the card states; of one without an identifier its name. */
    static Optional<String> licence(InputFolder files) {
        try {
            return files.find(FILE, FileKind.CARD).flatMap(ModelCard::settings)
                    .flatMap(settings -> value(LICENCE, settings)
                            .map(licence -> licence.equals(OTHER) ? value(NAME, settings).orElse(OTHER) : licence));
        } catch (UnprocessableException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> settings(Path card) {
        try {
            // Bytes that are no UTF-8 become U+FFFD.
            Matcher found = SETTINGS.matcher(new String(Files.readAllBytes(card), StandardCharsets.UTF_8));
            return found.find() ? Optional.of(found.group(1)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("a model's card could not be read", e);
        }
    }

    private static Optional<String> value(Pattern setting, String settings) {
        Matcher found = setting.matcher(settings);
        return found.find() ? Optional.of(found.group(1).replaceAll("^([\"'])(.*)\\1$", "$2")) : Optional.empty();
    }
}
