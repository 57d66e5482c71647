package io.plateau.local.service;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.plateau.local.database.LocalDatabase;

/**
 * Settings of a service, passed in the environment: every user can read a password on a command line.
 *
 * @param eventKeys with which services sign what they publish
 * @param modelRoots where the inference service looks for models, in order
 * @param corpusRoots where it looks for corpora, in order
 * @param replicas how many processes of each service run
 */
public record ServiceSettings(String bootstrapServers, LocalDatabase database, String eventKeys, List<Path> modelRoots,
        List<Path> corpusRoots, Replicas replicas) {

    /** Set by the user of the launcher and passed on unchanged. */
    private static final String THREADS = "PLATEAU_THREADS";

    public Map<String, String> of(Service service) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", service.label());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", database.password(service.label()));
        environment.put("PLATEAU_EVENTS_KEYS", eventKeys);
        environment.put("PLATEAU_EXIT_ON_STDIN_EOF", "true");
        // glibc would keep an arena per thread, tens of MiB unused.
        environment.put("MALLOC_ARENA_MAX", "2");
        if (service == Service.INFERENCE) {
            // OpenMP's threads would spin at every barrier and take the cores from the other services.
            environment.put("OMP_WAIT_POLICY", "PASSIVE");
            environment.put("PLATEAU_MODELS_ROOTS", list(modelRoots));
            environment.put("PLATEAU_CORPORA_ROOTS", list(corpusRoots));
            environment.put("OPT_OUT_TRACKING", "true");
            if (replicas.of(service) > 1 && System.getenv(THREADS) == null) {
                environment.put(THREADS,
                        Integer.toString(replicas.threads(service, Runtime.getRuntime().availableProcessors())));
            }
        } else {
            // And would keep large pieces that were given back: above this many bytes each is mapped by itself. Not where
            // tensors come and go all the time, each as new pages that the kernel must clear.
            environment.put("MALLOC_MMAP_THRESHOLD_", "131072");
        }
        return environment;
    }

    /** A configured list: commas separate, a backslash takes a comma literally. */
    private static String list(List<Path> paths) {
        return paths.stream().map(path -> literal(path.toString().replace("\\", "\\\\").replace(",", "\\,")))
                .collect(Collectors.joining(","));
    }

    /** A configured value in which nothing is expanded. */
    private static String literal(String value) {
        return value.replace("${", "\\${");
    }
}
