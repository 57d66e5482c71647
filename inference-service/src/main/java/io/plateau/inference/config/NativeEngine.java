package io.plateau.inference.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import ai.djl.engine.Engine;

import io.plateau.inference.engine.EngineSettings;
import io.quarkus.runtime.StartupEvent;

/**
 * The tensor engine's native library, loaded beside the start and not during it: the service answers within seconds and
 * says that it is not ready until the library is there.
 */
@ApplicationScoped
public class NativeEngine {
    private static final Logger LOG = Logger.getLogger(NativeEngine.class);

    private volatile String version;
    private volatile String failure;

    void onStart(@Observes StartupEvent event, EngineSettings settings) {
        // Nothing is downloaded and nobody is told, unless someone asked for it.
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("OPT_OUT_TRACKING", "true");
        LOG.infof("device %s, threads %s", settings.device(), settings.threads() == 0 ? "all" : settings.threads());
        Thread loader = new Thread(this::load, "native-engine");
        loader.setDaemon(true);
        loader.start();
    }

    private void load() {
        try {
            Engine engine = Engine.getInstance();
            engine.newBaseManager().close();
            version = engine.getEngineName() + " " + engine.getVersion();
        } catch (RuntimeException | LinkageError e) {
            failure = e.toString();
            LOG.error("the tensor engine cannot be loaded", e);
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null && System.getenv(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Name and version once loaded, else null. */
    public String version() {
        return version;
    }

    /** Why it cannot be loaded, else null. */
    public String failure() {
        return failure;
    }
}
