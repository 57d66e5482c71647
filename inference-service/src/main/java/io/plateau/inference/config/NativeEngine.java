package io.plateau.inference.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.engine.EngineInfo;
import io.plateau.inference.engine.EngineSettings;
import io.plateau.inference.engine.Machine;
import io.quarkus.runtime.StartupEvent;

/**
 * The tensor engine's native library, loaded beside the start and not during it: the service answers within seconds and
 * says that it is not ready until the library is there.
 */
@ApplicationScoped
public class NativeEngine {
    private static final Logger LOG = Logger.getLogger(NativeEngine.class);

    private volatile EngineInfo info;
    private volatile String failure;

    void onStart(@Observes StartupEvent event, EngineSettings settings) {
        // Nothing is downloaded and nobody is told, unless someone asked for it.
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("OPT_OUT_TRACKING", "true");
        LOG.infof("device %s, threads %s, precision %s", settings.device(),
                settings.threads() == 0 ? "all" : settings.threads(), settings.precision());
        Thread loader = new Thread(() -> load(settings), "native-engine");
        loader.setDaemon(true);
        loader.start();
    }

    private void load(EngineSettings settings) {
        try {
            info = Machine.inspect(settings);
            LOG.infof("%s %s on %s", info.engine(), info.nativeVersion(), info.device());
        } catch (UnprocessableException e) {
            failure = e.getMessage();
            LOG.error(failure);
        } catch (RuntimeException | LinkageError e) {
            failure = "the tensor engine cannot be loaded: " + e;
            LOG.error("the tensor engine cannot be loaded", e);
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null && System.getenv(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** What computes, once loaded, else null. */
    public EngineInfo info() {
        return info;
    }

    /** Why it cannot compute, a sentence, else null. */
    public String failure() {
        return failure;
    }
}
