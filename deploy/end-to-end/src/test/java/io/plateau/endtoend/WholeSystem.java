package io.plateau.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One system of a process of each service, for all tests that take {@link ServiceProcesses} as a parameter: starting one takes as long
 * as what most of them do with it. A test leaves a ready process of each service behind.
 */
final class WholeSystem implements ParameterResolver {
    private static final Path DIRECTORY = Path.of("target/system").toAbsolutePath();

    private record Running(ServiceProcesses system) implements AutoCloseable {
        @Override
        public void close() {
            system.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == ServiceProcesses.class;
    }

    @Override
    public ServiceProcesses resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot().getStore(Namespace.GLOBAL)
                .getOrComputeIfAbsent(Running.class, key -> start(), Running.class).system();
    }

    private static Running start() {
        try {
            if (Files.exists(DIRECTORY)) {
                ServiceProcesses.delete(DIRECTORY);
            }
            ServiceProcesses system = ServiceProcesses.start(DIRECTORY);
            system.addAll("");
            return new Running(system);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("the system could not be started", e);
        }
    }
}
