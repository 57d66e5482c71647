package io.plateau.inference.config;

import java.nio.file.Path;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.engine.EngineInfo;
import io.plateau.inference.engine.EngineSettings;
import io.plateau.inference.engine.Machine;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
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

    void onStart(@Observes StartupEvent event, Roles roles, EngineSettings settings,
            @ConfigProperty(name = "plateau.cache.directory") Path cache) {
        try {
            new UnpackedLibraries(cache).use();
        } catch (UnprocessableException e) {
            fail(e.getMessage());
            return;
        }
        // No downloads and no usage reports unless they are configured.
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("OPT_OUT_TRACKING", "true");
        if (!roles.isWorker()) {
            // A front door must never hold a device; the tokenizers' library is loaded when a plan needs it.
            return;
        }
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
            fail(e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("the tensor engine cannot be loaded", e);
            fail("the tensor engine cannot be loaded: " + message(e));
        }
    }

    /** Ends a service that can never compute, so that its launcher reports the reason instead of waiting. */
    private void fail(String reason) {
        failure = reason;
        LOG.error(reason);
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            Quarkus.asyncExit(1);
        }
    }

    private static String message(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null && deepest.getCause().getMessage() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage();
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
