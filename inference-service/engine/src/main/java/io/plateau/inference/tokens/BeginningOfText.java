package io.plateau.inference.tokens;

import java.nio.file.Path;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.plateau.contracts.UnprocessableException;

/** The token that begins texts: as the tokenizer's settings name it, else by {@code bos_token_id} of the configuration. */
final class BeginningOfText {
    private BeginningOfText() {
    }

    /** @throws UnprocessableException when a token is named that the tokenizer does not have */
    static Optional<Integer> of(String model, Path directory, TokenizerFile tokenizer) {
        SettingsFiles settings = new SettingsFiles(model, directory);
        String named = settings.named("bos_token");
        if (named != null) {
            return Optional.of(Optional.ofNullable(tokenizer.ids().get(named))
                    .orElseThrow(() -> new UnprocessableException("the settings of the tokenizer of model " + model
                            + " have bos_token '" + named + "', which its tokenizer does not have")));
        }
        JsonNode id = settings.json(SettingsFiles.CONFIG).path("bos_token_id");
        return id.isInt() && tokenizer.token(id.intValue()).isPresent()
                ? Optional.of(id.intValue())
                : Optional.empty();
    }
}
