package io.plateau.inference.experiment;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plateau.contracts.ExperimentId;
import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.event.CheckpointPublished;
import io.plateau.contracts.event.SubscriptionChanged;
import io.plateau.contracts.specification.CheckpointName;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.inference.store.SubscriptionEntity;
import io.plateau.inference.store.SubscriptionEntity.State;
import io.plateau.inference.store.SubscriptionRepository;

/**
 * Experiments that are requested on every checkpoint of a model that is published. An experiment's id follows from its
 * subscription and checkpoint, so that a checkpoint that is published twice is one experiment.
 */
@ApplicationScoped
public class Subscriptions {
    private static final String MODEL = "model";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SubscriptionRepository subscriptions;
    private final ExperimentRequests requests;

    Subscriptions(SubscriptionRepository subscriptions, ExperimentRequests requests) {
        this.subscriptions = subscriptions;
        this.requests = requests;
    }

    /**
     * Makes a subscription; the same id twice is one.
     *
     * @param specification whose model has no revision, JSON
     * @throws UnprocessableException saying what is wrong
     */
    public void create(String id, String specification) {
        ExperimentId.require(id);
        String model = model(specification);
        subscriptions.create(id, model, specification);
    }

    /** The model of a specification that holds on any checkpoint of it. */
    private static String model(String specification) {
        SpecificationVariants asked = SpecificationVariants.parse(specification);
        if (asked.isStudy()) {
            throw new UnprocessableException("a subscription is of one experiment for every checkpoint; give no field a"
                    + " list of values, or make a subscription for each");
        }
        ExperimentSpecification specified = asked.variants().get(0).specification();
        if (specified.reanalysisOf() != null) {
            throw new UnprocessableException("reanalysisOf is '" + specified.reanalysisOf()
                    + "'; a checkpoint has no blocks that another experiment computed: leave the field out");
        }
        String model = specified.model();
        if (model.contains("@")) {
            throw new UnprocessableException("model is '" + model
                    + "'; a subscription is to all checkpoints of a model: name it without the revision after @");
        }
        return model;
    }

    /** From the broker. */
    public void take(SubscriptionChanged event) {
        String id = event.getSubscriptionId();
        switch (event.getChange()) {
            case CREATE -> {
                if (event.getSpecification() == null) {
                    throw new MalformedEventException(
                            "subscription " + id + " is to be created without a specification");
                }
                create(id, event.getSpecification());
            }
            case PAUSE -> require(id, State.PAUSED);
            case RESUME -> require(id, State.ACTIVE);
            case DELETE -> require(id, State.DELETED);
        }
    }

    private void require(String id, State state) {
        if (!subscriptions.change(id, state)) {
            throw new MalformedEventException("there is no subscription " + id + ", or it is deleted");
        }
    }

    /** Asks for the experiments of all that subscribed to the checkpoint's model. */
    public void published(CheckpointPublished event) {
        if (event.getModel().isBlank() || event.getRevision().isBlank() || event.getModel().contains("@")
                || event.getStep() != null && event.getStep() < 0) {
            throw new MalformedEventException("a checkpoint is of model '" + event.getModel() + "' at revision '"
                    + event.getRevision()
                    + "'; it must name both, the model without a revision, and a step that is not negative");
        }
        String name = event.getStep() == null
                ? event.getModel() + "@" + event.getRevision()
                : new CheckpointName(event.getModel(), event.getStep()).toString();
        for (SubscriptionEntity subscription : subscriptions.activeOn(event.getModel())) {
            String document = on(name, subscription.specification);
            requests.request(experimentId(subscription.id, name), document, SpecificationVariants.parse(document));
        }
    }

    static String experimentId(String subscription, String checkpoint) {
        return UUID.nameUUIDFromBytes(("subscription/" + subscription + "/" + checkpoint)
                .getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String on(String checkpoint, String specification) {
        try {
            return ((ObjectNode) JSON.readTree(specification)).put(MODEL, checkpoint).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored specification is no JSON", e);
        }
    }
}
