package io.plateau.local.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command that a person can paste into a shell. */
final class CommandLineText {
    private CommandLineText() {
    }

    /** The same run on data that is there, staying up. */
    static List<String> again(RunOptions options, Path data) {
        List<String> words = new ArrayList<>(List.of("deploy/local/run"));
        options.models.forEach(model -> option(words, "--model", model));
        option(words, "--corpus", options.corpus);
        option(words, "--tokens", options.tokens);
        option(words, "--spec", options.specification);
        option(words, "--out", options.out);
        options.replicas.forEach((service, count) -> option(words, "--replicas", service + "=" + count));
        option(words, "--data", data);
        words.add("--stay");
        return words;
    }

    private static void option(List<String> words, String name, Object value) {
        if (value != null) {
            words.add(name);
            words.add(quoted(value.toString()));
        }
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./@%+=:,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
