package io.plateau.influence.messaging;

import java.util.List;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.Stage;
import io.plateau.contracts.Tensors;
import io.plateau.contracts.event.ErrorSample;
import io.plateau.contracts.event.NeuronLossesMeasured;
import io.plateau.contracts.event.Positions;
import io.plateau.contracts.event.Screening;
import io.plateau.contracts.event.TensorBlock;
import io.plateau.influence.losses.FrequencySums;
import io.plateau.influence.losses.LossBlock;
import io.plateau.influence.precision.ErrorSums;
import io.plateau.influence.store.LossBlockRepository;
import io.plateau.influence.store.ScreeningRepository;
import io.plateau.runtime.block.BlockHandler;
import io.plateau.runtime.block.BlockKey;

/**
 * A block of loss changes becomes its sums per context and group. The last one of all neurons sets off the judgement on their
 * precision, the last one of those that were computed again the regimes.
 */
@ApplicationScoped
class LossesHandler implements BlockHandler<NeuronLossesMeasured, LossesHandler.Sums> {
    private final LossBlockRepository blocks;
    private final ScreeningRepository screenings;
    private final PrecisionStage precision;
    private final RegimesStage regimes;

    LossesHandler(LossBlockRepository blocks, ScreeningRepository screenings, PrecisionStage precision,
            RegimesStage regimes) {
        this.blocks = blocks;
        this.screenings = screenings;
        this.precision = precision;
        this.regimes = regimes;
    }

    /** @param errors null where the losses are exact */
    record Sums(LossBlock losses, ErrorSums errors) {
    }

    @Override
    public Class<NeuronLossesMeasured> eventType() {
        return NeuronLossesMeasured.class;
    }

    @Override
    public BlockKey key(NeuronLossesMeasured event) {
        return new BlockKey(event.getExperimentId(), event.getNeurons() == null ? Stage.LOSSES : Stage.REFINED_LOSSES,
                event.getBlock(), event.getBlocks());
    }

    @Override
    public String specification(NeuronLossesMeasured event) {
        return event.getSpecification();
    }

    @Override
    public int layer(NeuronLossesMeasured event) {
        return event.getLayer();
    }

    @Override
    public Sums compute(NeuronLossesMeasured event) {
        Positions positions = event.getPositions();
        int count = positions.getContext().size();
        byte[] group = new byte[positions.getGroup().remaining()];
        positions.getGroup().duplicate().get(group);
        checkLength("positions.position", positions.getPosition(), count);
        checkLength("positions.target", positions.getTarget(), count);
        if (group.length != count) {
            throw new MalformedEventException("positions.group has " + group.length
                    + " elements where positions.context has " + count + "; they must be of one length");
        }
        float[] baseline = Tensors.decode("baselineLoss", event.getBaselineLoss(), count);
        float[] delta = Tensors.decode("deltaLoss", event.getDeltaLoss(), count, -1);
        int neurons = Tensors.shape(event.getDeltaLoss())[1];
        if (neurons == 0) {
            throw new MalformedEventException("deltaLoss has no neurons; it must have one column per neuron");
        }
        if (event.getNeurons() != null) {
            checkLength("neurons", event.getNeurons(), neurons, "deltaLoss has columns");
        }
        if (event.getScreening() != null) {
            checkScreening(event.getScreening(), neurons);
        }
        int[] context = positions.getContext().stream().mapToInt(Integer::intValue).toArray();
        LossBlock block = LossBlock.sum(context, group, baseline, delta, neurons);
        TensorBlock frequency = event.getFrequency();
        return new Sums(frequency == null
                ? block
                : block.with(FrequencySums.of(context, group, baseline,
                        Tensors.decode("frequency", frequency, 2, count))),
                errors(event.getSample(), neurons));
    }

    private static ErrorSums errors(ErrorSample sample, int neurons) {
        return sample == null
                ? null
                : new ErrorSums(sample.getStrata(), sample.getDraws(),
                        doubles(Tensors.decode("sample.sum", sample.getSum(), 2, neurons)),
                        doubles(Tensors.decode("sample.squares", sample.getSquares(), 2, neurons)));
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    @Override
    public void store(NeuronLossesMeasured event, Sums sums) {
        if (event.getNeurons() == null) {
            blocks.save(event.getExperimentId(), event.getBlock(), sums.losses(), sums.errors());
            if (event.getScreening() != null) {
                screenings.remember(event.getExperimentId(), array(event.getScreening().getExact()),
                        array(event.getScreening().getSampled()));
            }
        } else {
            blocks.saveRefined(event.getExperimentId(), event.getBlock(),
                    array(event.getNeurons()), sums.losses());
        }
    }

    @Override
    public void afterCommit(NeuronLossesMeasured event, boolean stageComplete) {
        if (stageComplete && event.getNeurons() == null) {
            precision.finish(event.getExperimentId());
        } else if (stageComplete) {
            regimes.finish(event.getExperimentId());
        }
    }

    private static void checkScreening(Screening screening, int neurons) {
        int[] exact = array(screening.getExact());
        boolean ascending = IntStream.range(1, exact.length).allMatch(i -> exact[i] > exact[i - 1]);
        if (exact.length == 0 || !ascending || exact[0] < 0 || exact[exact.length - 1] >= neurons) {
            throw new MalformedEventException("screening.exact is " + screening.getExact()
                    + "; it must name neurons from 0 to " + (neurons - 1) + ", ascending, at least one");
        }
        if (screening.getSampled().size() >= exact.length
                || !screening.getExact().containsAll(screening.getSampled())) {
            throw new MalformedEventException("screening.sampled is " + screening.getSampled()
                    + "; it must name some, not all, of screening.exact");
        }
    }

    private static int[] array(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void checkLength(String name, List<Integer> values, int expected) {
        checkLength(name, values, expected, "positions.context has");
    }

    private static void checkLength(String name, List<Integer> values, int expected, String where) {
        if (values.size() != expected) {
            throw new MalformedEventException(name + " has " + values.size() + " elements where " + where + " "
                    + expected + "; they must be of one length");
        }
    }
}
