package io.plateau.graph.messaging;

import java.util.Arrays;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.Stage;
import io.plateau.contracts.Tensors;
import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.Positions;
import io.plateau.graph.store.ObservationBlock;
import io.plateau.graph.store.ObservationRepository;
import io.plateau.runtime.block.BlockHandler;
import io.plateau.runtime.block.BlockKey;

/** Keeps the rows of a block of activations that are observations. */
@ApplicationScoped
public class ActivationsHandler implements BlockHandler<ActivationsCaptured, ObservationBlock> {
    private final ObservationRepository observations;
    private final WorkPublisher work;

    ActivationsHandler(ObservationRepository observations, WorkPublisher work) {
        this.observations = observations;
        this.work = work;
    }

    @Override
    public Class<ActivationsCaptured> eventType() {
        return ActivationsCaptured.class;
    }

    @Override
    public BlockKey key(ActivationsCaptured event) {
        return new BlockKey(event.getExperimentId(), Stage.ACTIVATIONS, event.getBlock(), event.getBlocks());
    }

    @Override
    public String specification(ActivationsCaptured event) {
        return event.getSpecification();
    }

    @Override
    public int layer(ActivationsCaptured event) {
        return event.getLayer();
    }

    @Override
    public ObservationBlock compute(ActivationsCaptured event) {
        String name = "block " + event.getBlock() + " of activations";
        Positions positions = event.getPositions();
        int rows = positions.getContext().size();
        require(name, "positions", rows, positions.getPosition().size());
        require(name, "targets", rows, positions.getTarget().size());
        require(name, "groups", rows, positions.getGroup().remaining());
        require(name, "observation marks", rows, event.getObservation().remaining());
        float[] activations = Tensors.decode(name, event.getActivations(), rows, -1);
        int layer = Tensors.shape(event.getActivations())[1];
        if (layer < 1) {
            throw new MalformedEventException(name + " has no neurons; its shape must be positions × neurons");
        }
        return observed(name, event, activations, layer);
    }

    private static ObservationBlock observed(String name, ActivationsCaptured event, float[] activations, int layer) {
        byte[] marks = new byte[event.getObservation().remaining()];
        event.getObservation().duplicate().get(marks);
        int[] contexts = new int[marks.length];
        int count = 0;
        for (int p = 0; p < marks.length; p++) {
            if (marks[p] != 0 && marks[p] != 1) {
                throw new MalformedEventException(
                        name + " marks position " + p + " with " + marks[p] + "; 1 is an observation, 0 is none");
            }
            if (marks[p] == 1) {
                contexts[count] = event.getPositions().getContext().get(p);
                // In place: a block is megabytes, and the row written is never beyond the row read.
                System.arraycopy(activations, p * layer, activations, count * layer, layer);
                count++;
            }
        }
        return new ObservationBlock(layer, Arrays.copyOf(contexts, count), Arrays.copyOf(activations, count * layer));
    }

    @Override
    public void store(ActivationsCaptured event, ObservationBlock result) {
        observations.write(event.getExperimentId(), event.getBlock(), result);
    }

    @Override
    public void afterCommit(ActivationsCaptured event, boolean stageComplete) {
        if (stageComplete) {
            work.publishWhenReady(event.getExperimentId());
        }
    }

    private static void require(String name, String what, int rows, int found) {
        if (rows != found) {
            throw new MalformedEventException(
                    name + " has " + rows + " contexts but " + found + " " + what + "; there must be one for each");
        }
    }
}
