package io.plateau.inference.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

import io.plateau.contracts.UnprocessableException;

/** Where tensors live, how many threads work on them and how exactly. */
public final class Machine {
    private static final String ENGINE = "PyTorch";

    private Machine() {
    }

    /**
     * Loads the native library and looks whether the device is there, without a model.
     *
     * @throws UnprocessableException when the device is not there or cannot do what the settings ask for
     */
    public static EngineInfo inspect(EngineSettings settings) {
        try (NDManager manager = open(settings)) {
            return info(settings, manager);
        }
    }

    /** The manager that owns a model on the device that the settings name. */
    static NDManager open(EngineSettings settings) {
        Engine engine = Engine.getEngine(ENGINE);
        JniUtils.setNumThreads(threads(settings));
        return NDManager.newBaseManager(device(settings, engine.getGpuCount()), ENGINE);
    }

    static EngineInfo info(EngineSettings settings, NDManager manager) {
        Device device = manager.getDevice();
        String name = device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
        return new EngineInfo(ENGINE, Engine.getDjlVersion(), Engine.getEngine(ENGINE).getVersion(), name,
                threads(settings), settings.precision());
    }

    private static int threads(EngineSettings settings) {
        return settings.threads() == 0 ? Runtime.getRuntime().availableProcessors() : settings.threads();
    }

    static Device device(EngineSettings settings, int gpus) {
        String name = settings.device();
        if (gpus == 0 && settings.precision().equals(EngineSettings.TF32) && name.equals("auto")) {
            throw new UnprocessableException(
                    "precision is tf32 but the tensor engine sees no GPU; use precision float32");
        }
        if (name.equals("cpu") || name.equals("auto") && gpus == 0) {
            return Device.cpu();
        }
        int index = name.equals("auto") ? 0 : Integer.parseInt(name.substring("cuda:".length()));
        if (index >= gpus) {
            throw new UnprocessableException(
                    "device is '" + name + "' but the tensor engine sees " + gpus + " GPUs; use auto or cpu");
        }
        return Device.gpu(index);
    }
}
