package io.plateau.inference.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.plateau.inference.store.ExperimentStateRepository;
import io.plateau.inference.store.ExperimentStateRepository.State;
import io.plateau.runtime.http.Problem;
import io.vertx.ext.web.RoutingContext;

/**
 * The event streams that are open. One thread looks, for all of them together and only while there are any, which of their
 * experiments have changed; a change is read and written as JSON once, however many streams show it.
 */
@ApplicationScoped
public class EventStreams {
    private static final Logger LOG = Logger.getLogger(EventStreams.class);
    /** Progress changes by blocks, which take longer; to a reader this is live. */
    private static final long LOOK_MS = 500;

    private final ExperimentViews views;
    private final ExperimentStateRepository states;
    private final ObjectMapper json;
    private final int most;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    /** Of the experiments with streams, as last shown. Confined to the thread. */
    private final Map<String, State> shown = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "event-streams");
        made.setDaemon(true);
        return made;
    });
    private boolean failing;

    EventStreams(ExperimentViews views, ExperimentStateRepository states, ObjectMapper json,
            @ConfigProperty(name = "plateau.event-streams.most") int most,
            @ConfigProperty(name = "plateau.event-streams.heartbeat") Duration heartbeat) {
        this.views = views;
        this.states = states;
        this.json = json;
        this.most = most;
        thread.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
        thread.scheduleWithFixedDelay(() -> open.forEach(EventStream::heartbeat), heartbeat.toMillis(),
                heartbeat.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Starts a stream with the experiment's current state. */
    void open(RoutingContext context, ExperimentView first) {
        EventStream stream = new EventStream(context, first.id(), open::remove);
        open.add(stream);
        if (open.size() > most) {
            open.remove(stream);
            throw Problem.exception(503, "there are already " + most + " event streams; close one, or look at GET"
                    + " /experiments/" + first.id() + " from time to time");
        }
        stream.begin(text(first), first.isRunning());
    }

    int count() {
        return open.size();
    }

    private void look() {
        try {
            Map<String, List<EventStream>> streams = open.stream()
                    .collect(Collectors.groupingBy(EventStream::experiment));
            shown.keySet().retainAll(streams.keySet());
            if (streams.isEmpty()) {
                return;
            }
            Map<String, State> now = states.of(streams.keySet());
            List<String> changed = new ArrayList<>(streams.keySet());
            changed.removeIf(id -> now.get(id) == null || now.get(id).equals(shown.get(id)));
            for (String id : changed) {
                ExperimentView view = views.experiment(id);
                String text = text(view);
                streams.get(id).forEach(stream -> stream.show(text, view.isRunning()));
                shown.put(id, now.get(id));
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warnf("event streams: experiments cannot be read, trying on: %s", e.getMessage());
            }
            failing = true;
        }
    }

    private String text(ExperimentView view) {
        try {
            return json.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an experiment could not be written as JSON", e);
        }
    }

    @PreDestroy
    void close() {
        thread.shutdownNow();
    }
}
