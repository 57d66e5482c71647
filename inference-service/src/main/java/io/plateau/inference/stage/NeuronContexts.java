package io.plateau.inference.stage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.inference.ablation.AffectedPositions;
import io.plateau.inference.planning.PlannedContext;
import io.plateau.inference.store.NeuronContextRepository;
import io.plateau.inference.store.NeuronContextRepository.Context;
import io.plateau.inference.store.NeuronContextRepository.Logit;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.store.PlateauEntity;
import io.plateau.inference.store.PlateauRepository;
import io.plateau.inference.tokens.TokenTexts;
import io.plateau.runtime.block.BlockKey;
import io.plateau.runtime.block.BlockRunner;
import io.plateau.statistics.tokens.TokenGroup;

/** Joins the plateau and the blocks of neuron ablations: called when either is complete; the later call finds both. */
@ApplicationScoped
public class NeuronContexts {
    /** Positions of each kind that are kept of every neuron: of a block, and of the experiment. */
    static final int MOST = 8;
    /** Tokens of each kind that are kept of every neuron. */
    static final int TOKENS = 10;
    private static final int BEFORE = 24;
    private static final int AFTER = 8;

    private final BlockRunner runner;
    private final PlanRepository plans;
    private final PlateauRepository plateaus;
    private final NeuronContextRepository contexts;

    NeuronContexts(BlockRunner runner, PlanRepository plans, PlateauRepository plateaus,
            NeuronContextRepository contexts) {
        this.runner = runner;
        this.plans = plans;
        this.plateaus = plateaus;
        this.contexts = contexts;
    }

    private record Found(List<Context> contexts, List<Logit> logits) {
    }

    /** A position of a block, as the block numbers it. */
    private record Place(int block, int row, float change, float activation) {
    }

    public void findWhenReady(String experimentId) {
        PlateauEntity plateau = plateaus.of(experimentId).orElse(null);
        if (plateau != null && runner.stageComplete(experimentId, Stage.ABLATE_NEURONS)) {
            runner.once(BlockKey.single(experimentId, Stage.NEURON_CONTEXTS), () -> find(experimentId, plateau),
                    found -> contexts.save(experimentId, found.contexts.stream(), found.logits.stream()), () -> {
                    });
        }
    }

    private Found find(String experimentId, PlateauEntity plateau) {
        int[] neurons = IntStream.of(plateau.neurons).sorted().distinct().toArray();
        TokenTexts texts = plans.texts(experimentId);
        List<List<Place>> places = places(experimentId, neurons);
        Map<Integer, List<Row>> rows = new HashMap<>();
        new TreeSet<>(places.stream().flatMap(List::stream).map(Place::block).toList())
                .forEach(block -> rows.put(block, Row.of(plans.ofBlock(experimentId, block))));
        List<Context> found = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            for (int rank = 1; rank <= places.get(i).size(); rank++) {
                Place place = places.get(i).get(rank - 1);
                found.add(rows.get(place.block).get(place.row).context(neurons[i / 2], i % 2 == 0, rank, place, texts));
            }
        }
        return new Found(found, logits(experimentId, neurons, texts));
    }

    /** The most affected of all blocks: raised, then lowered, of every neuron. */
    private List<List<Place>> places(String experimentId, int[] neurons) {
        List<List<Place>> places = new ArrayList<>();
        for (int i = 0; i < 2 * neurons.length; i++) {
            places.add(new ArrayList<>());
        }
        contexts.forEach(experimentId, (block, row) -> {
            AffectedPositions affected = row.affected();
            for (int i = 0; i < places.size(); i++) {
                int first = affected.first(neurons[i / 2], i % 2 == 0);
                for (int at = first; at < first + affected.most() && affected.position()[at] >= 0; at++) {
                    places.get(i).add(new Place(block, affected.position()[at], affected.change()[at],
                            affected.activation()[at]));
                }
            }
        });
        // Stable: of equal changes the earlier block and position.
        Comparator<Place> order = Comparator.comparingDouble(place -> -Math.abs(place.change));
        return places.stream().map(all -> all.stream().sorted(order).limit(MOST).toList()).toList();
    }

    private List<Logit> logits(String experimentId, int[] neurons, TokenTexts texts) {
        int[] tokens = contexts.promotedTokens(experimentId);
        if (tokens == null) {
            return List.of();
        }
        float[] changes = contexts.promotedChanges(experimentId);
        int layer = plans.get(experimentId).neurons;
        int most = tokens.length / 2 / layer;
        return IntStream.of(neurons).boxed().flatMap(neuron -> IntStream.range(0, 2 * most).mapToObj(i -> {
            int at = neuron * 2 * most + i;
            return new Logit(neuron, i < most, i % most + 1, tokens[at], texts.of(tokens[at]), changes[at]);
        })).toList();
    }

    /** A row of a block: a target position of a context. */
    private record Row(PlannedContext context, int target) {

        static List<Row> of(List<PlannedContext> contexts) {
            return contexts.stream()
                    .flatMap(context -> IntStream.range(0, context.targets().length)
                            .mapToObj(target -> new Row(context, target)))
                    .toList();
        }

        Context context(int neuron, boolean raised, int rank, Place place, TokenTexts texts) {
            int position = context.targets()[target];
            int from = Math.max(0, position - BEFORE);
            int to = Math.min(context.tokens().length, position + AFTER + 1);
            byte group = context.groups()[target];
            String[] window = IntStream.range(from, to)
                    .mapToObj(t -> texts.of(context.tokens()[t])).map(text -> text == null ? "" : text)
                    .toArray(String[]::new);
            return new Context(neuron, raised, rank, context.index(), position,
                    group == TokenGroup.NEITHER ? null : TokenGroup.values()[group].label(), place.change,
                    place.activation, window, position - from + 1);
        }
    }
}
