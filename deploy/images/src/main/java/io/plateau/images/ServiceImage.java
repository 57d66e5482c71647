package io.plateau.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;

/** Writes an application as an image, layer by layer from what changes least. */
final class ServiceImage {
    private static final String USER = "185:185";
    private static final String ROOT = "/app";
    private static final String TAR = "tar:";

    private final String base;
    private final Path cache;

    /** @param base a reference of a registry with a digest, or tar: and the path of an archive as docker save writes it */
    ServiceImage(String base, Path cache) {
        this.base = base;
        this.cache = cache;
    }

    /**
     * @param java the folder of the Java runtime
     * @param output file to write the OCI archive to
     */
    void write(String name, Application application, Path java, Map<String, String> environment,
            Map<String, String> labels, Path output) throws IOException, InterruptedException {
        try {
            JibContainerBuilder image = base.startsWith(TAR)
                    ? Jib.from(TarImage.at(existing(Path.of(base.substring(TAR.length())))))
                    : Jib.from(pinned(base));
            image.setFormat(ImageFormat.OCI).setCreationTime(Instant.EPOCH).setUser(USER)
                    .setWorkingDirectory(AbsoluteUnixPath.get(ROOT))
                    .setEntrypoint(ROOT + "/jre/bin/java", "@" + ROOT + "/options").setEnvironment(environment)
                    .setLabels(new TreeMap<>(labels));
            image.addFileEntriesLayer(layer("jre", java, ROOT + "/jre"));
            for (String folder : List.of("lib", ClassArchive.NAME, "options", "sbom.json", "generated", "shared",
                    "wiring", "own")) {
                Path source = application.root().resolve(folder);
                if (Files.exists(source)) {
                    image.addFileEntriesLayer(layer(folder, source, ROOT + "/" + folder));
                }
            }
            image.containerize(Containerizer.to(TarImage.at(output).named(name)).setToolName("plateau")
                    .setBaseImageLayersCache(cache).setApplicationLayersCache(cache));
        } catch (InvalidImageReferenceException | RegistryException | CacheDirectoryCreationException
                | ExecutionException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            throw new ImageException("the image " + name + " cannot be built on " + base + ": " + cause.getMessage()
                    + "; -Dimages.base names another base", e);
        }
    }

    private static Path existing(Path archive) {
        if (!Files.isRegularFile(archive)) {
            throw new ImageException("there is no archive " + archive + " of a base image; write it with docker save or"
                    + " podman save");
        }
        return archive;
    }

    private static String pinned(String reference) {
        if (!reference.matches(".+@sha256:[0-9a-f]{64}")) {
            throw new ImageException(
                    "the base image " + reference + " is not pinned: append @sha256: and its digest, or"
                            + " name an archive with " + TAR);
        }
        return reference;
    }

    private static FileEntriesLayer layer(String name, Path source, String target) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        for (Path file : Tree.files(source)) {
            String path = target + (file.equals(source) ? "" : "/" + source.relativize(file));
            layer.addEntry(file, AbsoluteUnixPath.get(path),
                    FilePermissions.fromOctalString(Files.isExecutable(file) ? "755" : "644"), Tree.AGE);
        }
        return layer.build();
    }
}
