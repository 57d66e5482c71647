package io.plateau.inference.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

import io.plateau.contracts.UnprocessableException;

/** Where tensors live and how many threads work on them. */
final class Machine {
    private static final String ENGINE = "PyTorch";

    private Machine() {
    }

    /** The manager that owns a model on the device that the settings name. */
    static NDManager open(EngineSettings settings) {
        Engine engine = Engine.getEngine(ENGINE);
        JniUtils.setNumThreads(threads(settings));
        return NDManager.newBaseManager(device(settings.device(), engine.getGpuCount()), ENGINE);
    }

    static EngineInfo info(EngineSettings settings, NDManager manager) {
        Device device = manager.getDevice();
        String name = device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
        return new EngineInfo(ENGINE, Engine.getDjlVersion(), Engine.getEngine(ENGINE).getVersion(), name,
                threads(settings), "float32");
    }

    private static int threads(EngineSettings settings) {
        return settings.threads() == 0 ? Runtime.getRuntime().availableProcessors() : settings.threads();
    }

    private static Device device(String name, int gpus) {
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
