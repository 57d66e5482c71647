package io.plateau.runtime.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.logging.Logger;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where a service begins: what the framework itself cannot do without is checked before it, so that the reason is a sentence. */
@QuarkusMain
public final class Start {
    private static final Logger LOG = Logger.getLogger(Start.class);
    /** As the log's lines are. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT);

    private Start() {
    }

    public static void main(String... arguments) {
        Optional<String> refusal = refusal(Path.of(System.getProperty("java.io.tmpdir")));
        if (refusal.isPresent()) {
            print(refusal.get());
            System.exit(1);
        }
        Quarkus.run(null, Start::end, arguments);
    }

    /** Called when the application has stopped, or could not start. */
    private static void end(int status, Throwable failure) {
        if (failure != null) {
            StartFault.sentence(failure, Start::setting, Start::shipped).ifPresentOrElse(Start::print,
                    () -> LOG.error("Failed to start application", failure));
        }
        System.exit(status);
    }

    /** The log is not configured yet, or no longer there. */
    private static void print(String sentence) {
        LocalDateTime now = LocalDateTime.now();
        System.out.println(Boolean.parseBoolean(System.getenv("QUARKUS_LOG_CONSOLE_JSON_ENABLED"))
                ? json(now.atZone(ZoneId.systemDefault()).toOffsetDateTime().toString(), sentence)
                : TIME.format(now) + " ERROR [io.pla.run.pro.Start] (main) " + sentence);
    }

    /** With the names of the log's other lines. */
    static String json(String timestamp, String sentence) {
        StringBuilder escaped = new StringBuilder();
        sentence.chars().forEach(c -> escaped.append(c < ' ' || c == '"' || c == '\\'
                ? String.format("\\u%04x", c)
                : String.valueOf((char) c)));
        return "{\"timestamp\":\"" + timestamp
                + "\",\"level\":\"ERROR\",\"loggerName\":\"io.plateau.runtime.process.Start\","
                + "\"message\":\"" + escaped + "\"}";
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getConfigValue(name).getValue();
    }

    /** The value of a setting in the files of the class path, which come before all else that sets it. */
    private static String shipped(String name) {
        String value = null;
        for (ConfigSource source : ConfigProvider.getConfig().getConfigSources()) {
            if (source.getName().endsWith(".properties]") && source.getValue(name) != null) {
                value = source.getValue(name);
            }
        }
        return value;
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
