package io.plateau.local.faults.scaling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.plateau.local.command.RunException;
import io.plateau.local.moment.TimedEngineAgent;
import io.plateau.local.service.Ending;
import io.plateau.local.service.Installation;
import io.plateau.local.service.Probe;
import io.plateau.local.service.Service;
import io.plateau.local.service.ServiceProcess;
import io.plateau.local.service.ServiceSettings;

/** Workers of the inference service, as packaged, with a timed engine. */
final class TimedWorkers implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration GRACE = Duration.ofSeconds(40);
    private static final Pattern COMPUTED = Pattern
            .compile("(?m)^plateau_blocks_total\\{[^}]*outcome=\"(\\w+)\"[^}]*} ([0-9.E]+)");

    private final Installation installation;
    private final ServiceSettings settings;
    private final Path directory;
    private final Path agent;
    private final long blockMillis;
    private final Probe probe = new Probe();
    private final List<ServiceProcess> running = new ArrayList<>();
    private final Map<String, Double> outcomesOfEnded = new HashMap<>();
    private int started;

    TimedWorkers(Installation installation, ServiceSettings settings, Path directory, long blockMillis)
            throws IOException {
        this.installation = installation;
        this.settings = settings;
        this.directory = Files.createDirectories(directory);
        this.agent = TimedEngineAgent.write(directory);
        this.blockMillis = blockMillis;
    }

    /** Returns when they are ready. */
    void add(int count) throws InterruptedException {
        List<ServiceProcess> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, String> environment = new HashMap<>(settings.of(Service.INFERENCE));
            environment.put("PLATEAU_ROLES", "worker");
            environment.put("PLATEAU_SHUTDOWN_PATIENCE", "25S");
            String name = "worker-" + ++started;
            added.add(ServiceProcess.start(Service.INFERENCE, name, installation.serviceJar(Service.INFERENCE),
                    List.of("-javaagent:" + agent.toAbsolutePath() + "=" + blockMillis), ServiceProcess.Ports.free(),
                    environment, directory.resolve(name + ".log")));
        }
        running.addAll(added);
        long deadline = System.nanoTime() + START.toNanos();
        for (ServiceProcess worker : added) {
            while (!probe.isReady(worker.managementUrl())) {
                if (!worker.isAlive()) {
                    throw worker.ended();
                }
                if (System.nanoTime() > deadline) {
                    throw new RunException(worker.name() + " is not ready; its log is in " + directory);
                }
                Thread.sleep(100);
            }
        }
    }

    /** Tells one to stop, and returns when it has ended. */
    void remove() throws IOException {
        ServiceProcess last = running.get(running.size() - 1);
        count(last, outcomesOfEnded);
        running.remove(last);
        Ending.of(List.of(last.handle()), GRACE);
    }

    int running() {
        return running.size();
    }

    /** Blocks by outcome, of all workers since they were started; of ended ones until they were told to. */
    Map<String, Double> outcomes() throws IOException {
        Map<String, Double> all = new HashMap<>(outcomesOfEnded);
        for (ServiceProcess worker : running) {
            count(worker, all);
        }
        return all;
    }

    private void count(ServiceProcess worker, Map<String, Double> outcomes) throws IOException {
        Matcher sample = COMPUTED.matcher(probe.get(worker.managementUrl() + "/q/metrics").body());
        while (sample.find()) {
            outcomes.merge(sample.group(1), Double.parseDouble(sample.group(2)), Double::sum);
        }
    }

    @Override
    public void close() {
        Ending.of(running.stream().map(ServiceProcess::handle).toList(), GRACE);
    }
}
