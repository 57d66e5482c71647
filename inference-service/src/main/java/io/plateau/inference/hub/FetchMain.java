package io.plateau.inference.hub;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.HubModelId;

/**
 * Fetches models into the hub's cache before an experiment needs them: a job of a cluster, with the names as arguments. Of several
 * processes one fetches a file and the others wait, as at every fetch.
 */
public final class FetchMain {
    private FetchMain() {
    }

    public static void main(String[] names) {
        System.exit(run(List.of(names), System.getenv(), Patience.DEFAULT, System.out, System.err));
    }

    /** 0 where all are in the cache; 1 where one is not, which another try may mend; 2 where none ever will. */
    static int run(List<String> names, Map<String, String> environment, Patience patience, PrintStream console,
            PrintStream errors) {
        String cache = environment.get("HF_HUB_CACHE");
        if (names.isEmpty() || cache == null) {
            errors.println(names.isEmpty()
                    ? "no model is named; arguments are names such as EleutherAI/pythia-410m"
                    : "HF_HUB_CACHE is not set; it must be the folder of fetched models");
            return 2;
        }
        try {
            Hub hub = new Hub(new HubSettings(true, false,
                    URI.create(environment.getOrDefault("HF_ENDPOINT", "https://huggingface.co")), Path.of(cache),
                    Optional.ofNullable(environment.get("HF_TOKEN")).filter(token -> !token.isBlank()).orElse(null),
                    patience), console::println);
            for (String name : names) {
                HubModelId id = HubModelId.parse(name).orElseThrow(() -> new IllegalArgumentException("'" + name
                        + "' is no name of a model on the hub; one is organisation/name or organisation/name@revision"));
                console.println("model " + name + " is at " + hub.find(id).directory());
            }
            return 0;
        } catch (UnprocessableException | IllegalArgumentException e) {
            errors.println(e.getMessage());
            return 2;
        } catch (UncheckedIOException e) {
            errors.println(e.getMessage());
            return 1;
        }
    }
}
