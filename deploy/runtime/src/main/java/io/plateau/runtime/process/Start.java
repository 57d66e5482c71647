package io.plateau.runtime.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where a service begins: what the framework itself cannot do without is checked before it, so that the reason is a sentence. */
@QuarkusMain
public final class Start {
    /** As the log's lines are. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT);

    private Start() {
    }

    public static void main(String... arguments) {
        Optional<String> refusal = refusal(Path.of(System.getProperty("java.io.tmpdir")));
        if (refusal.isPresent()) {
            System.out.println(TIME.format(LocalDateTime.now()) + " ERROR [io.pla.run.pro.Start] (main) "
                    + refusal.get());
            System.exit(1);
        }
        Quarkus.run(arguments);
    }

    /** @return why the folder does not do for temporary files: a sentence; empty where it does */
    static Optional<String> refusal(Path folder) {
        try {
            Files.delete(Files.createTempFile(folder, "start", null));
            return Optional.empty();
        } catch (IOException | SecurityException e) {
            String why = !Files.isDirectory(folder)
                    ? "is not a directory"
                    : Files.isWritable(folder) ? "takes no file" : "cannot be written";
            return Optional.of("the folder for temporary files, " + folder + ", " + why
                    + "; mount a writable one there, 400 MB or more, or name one with -Djava.io.tmpdir");
        }
    }
}
