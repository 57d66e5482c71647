package io.plateau.local.moment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.lang.reflect.Method;

import org.junit.jupiter.api.Test;

class TimedEngineAgentTest {
    /** As the handler of the inference service, generic methods and all. */
    public interface Handling<E, R> {
        R compute(E event);

        void store(E event, R result);
    }

    /** What is woven. */
    public static final class Handler implements Handling<String, Object> {
        @Override
        public Object compute(String event) {
            throw new IllegalStateException("it computes");
        }

        @Override
        public void store(String event, Object result) {
            throw new IllegalStateException("it stores");
        }

        /** Is not woven. */
        public String other() {
            return "as shipped";
        }
    }

    @Test
    void aBlockTakesItsTimeAndIsNeitherComputedNorStored() throws Exception {
        TimedEngineAgent.millis = 50;
        String name = Handler.class.getName();
        byte[] shipped;
        try (InputStream in = Handler.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
            shipped = in.readAllBytes();
        }
        byte[] woven = TimedEngineAgent.woven(name, shipped, getClass().getClassLoader());
        Class<?> type = new ClassLoader(getClass().getClassLoader()) {
            Class<?> define() {
                return defineClass(name, woven, 0, woven.length);
            }
        }.define();
        Object handler = type.getConstructor().newInstance();

        long begin = System.nanoTime();
        assertNull(method(type, "compute").invoke(handler, "event"));
        assertTrue(System.nanoTime() - begin >= 50_000_000);
        method(type, "store").invoke(handler, "event", null);
        assertEquals("as shipped", type.getMethod("other").invoke(handler));
    }

    private static Method method(Class<?> type, String name) throws NoSuchMethodException {
        return name.equals("compute")
                ? type.getMethod("compute", String.class)
                : type.getMethod("store", String.class, Object.class);
    }
}
