package io.plateau.inference.config;

import java.util.Optional;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.plateau.inference.catalog.CorpusCatalog;
import io.plateau.inference.catalog.ModelCatalog;
import io.plateau.inference.engine.EngineSettings;
import io.plateau.inference.hub.Hub;
import io.plateau.inference.hub.HubSettings;
import io.plateau.inference.hub.Patience;
import io.plateau.inference.linguistics.OpenNlpAnnotator;
import io.plateau.inference.loading.LoadedModels;
import io.plateau.inference.planning.SharedInputs;
import io.plateau.inference.pool.Pools;
import io.plateau.inference.provenance.FileHashes;
import io.plateau.inference.results.ExperimentArchive;
import io.plateau.inference.results.ResultReader;
import io.plateau.inference.turn.BlockTurns;
import io.quarkus.runtime.Startup;

/** Makes the domain's objects, which know no framework, from the settings. */
public class DomainObjects {
    private static final Logger MODEL_LOG = Logger.getLogger(LoadedModels.class);
    private static final Logger HUB_LOG = Logger.getLogger(Hub.class);

    @Produces
    @Singleton
    ModelCatalog models(ModelsConfig config, HubConfig hub) {
        HubSettings settings = new HubSettings(hub.enabled(), hub.offline(), hub.endpoint(), hub.cache(),
                hub.token().filter(token -> !token.isBlank()).orElse(null), Patience.DEFAULT);
        HUB_LOG.info(settings);
        return new ModelCatalog(config.roots(), new Hub(settings, HUB_LOG::info));
    }

    @Produces
    @Singleton
    FileHashes fileHashes() {
        return new FileHashes();
    }

    @Produces
    @Singleton
    CorpusCatalog corpora(CorporaConfig config) {
        return new CorpusCatalog(config.roots());
    }

    @Produces
    @Singleton
    ResultReader results(AgroalDataSource database, @ConfigProperty(name = "plateau.results.at-once") int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException(
                    "plateau.results.at-once is " + atOnce + "; it must be at least 1, or no results could be read");
        }
        return new ResultReader(database, atOnce);
    }

    @Produces
    @Singleton
    ExperimentArchive archive(ResultReader results) {
        return new ExperimentArchive(results);
    }

    @Produces
    @Singleton
    SharedInputs sharedInputs(@ConfigProperty(name = "plateau.planning.shared-bytes") long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException(
                    "plateau.planning.shared-bytes is " + bytes + "; it must be at least 0, which shares nothing");
        }
        return new SharedInputs(bytes, OpenNlpAnnotator::load);
    }

    /** A wrong device, number of threads or precision stops the start with a sentence: {@link NativeEngine} asks for them. */
    @Produces
    @Singleton
    EngineSettings engineSettings(@ConfigProperty(name = "plateau.device") String device,
            @ConfigProperty(name = "plateau.threads") int threads,
            @ConfigProperty(name = "plateau.precision") String precision,
            @ConfigProperty(name = "plateau.memory.limit") long memoryBytes) {
        return new EngineSettings(device, threads, precision, EngineSettings.defaults().cacheBytes(), memoryBytes)
                .requireEnvironment(System.getenv());
    }

    @Produces
    @Singleton
    LoadedModels loadedModels(EngineSettings settings, ModelsConfig config, MeterRegistry metrics) {
        return new LoadedModels(settings, config.loaded(), MODEL_LOG::warn, (model, duration) -> {
            MODEL_LOG.infof("loaded model %s in %d ms", model.name(), duration.toMillis());
            metrics.timer("plateau.model.load", "model", model.name()).record(duration);
        });
    }

    @Produces
    @Singleton
    @Startup
    BlockTurns blockTurns(LoadedModels loaded, ModelsConfig config) {
        return new BlockTurns(loaded::holds, config.passedOver());
    }

    /** A wrong pool stops the start with a sentence. */
    @Produces
    @Singleton
    @Startup
    Pools pools(@ConfigProperty(name = "plateau.pools") Optional<String> pools,
            @ConfigProperty(name = "plateau.pool") String own, Roles roles) {
        Pools parsed = Pools.parse(pools.orElse(""));
        if (roles.isWorker()) {
            parsed.require(own);
        }
        return parsed;
    }

    void close(@Disposes LoadedModels models) {
        models.close();
    }
}
