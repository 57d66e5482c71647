package io.plateau.inference.stage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.inference.ablation.AffectedPositions;
import io.plateau.inference.ablation.AffectedPositions.Place;
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
    /** Positions of each kind that are kept of every neuron. */
    private static final int MOST = 8;
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

    public void findWhenReady(String experimentId) {
        PlateauEntity plateau = plateaus.of(experimentId).orElse(null);
        if (plateau != null && runner.stageComplete(experimentId, Stage.ABLATE_NEURONS)) {
            runner.once(BlockKey.single(experimentId, Stage.NEURON_CONTEXTS), () -> find(experimentId, plateau),
                    found -> contexts.save(experimentId, found.contexts.stream(), found.logits.stream()), () -> {
                    });
        }
    }

    /** The most affected positions of the blocks that are done. */
    AffectedPositions affected(String experimentId) {
        return contexts.affected(experimentId, plans.get(experimentId).neurons, MOST);
    }

    private Found find(String experimentId, PlateauEntity plateau) {
        int[] neurons = IntStream.of(plateau.neurons).sorted().distinct().toArray();
        TokenTexts texts = plans.texts(experimentId);
        AffectedPositions affected = affected(experimentId);
        Map<Integer, List<Row>> rows = new HashMap<>();
        List<Context> found = new ArrayList<>();
        for (int neuron : neurons) {
            for (boolean raised : new boolean[]{true, false}) {
                Place[] places = affected.of(neuron, raised);
                for (int i = 0; i < places.length; i++) {
                    Row row = rows.computeIfAbsent(places[i].block(),
                            block -> Row.of(plans.whereAblated(experimentId, block))).get(places[i].row());
                    found.add(row.context(neuron, raised, i + 1, places[i], texts));
                }
            }
        }
        return new Found(found, logits(experimentId, neurons, texts));
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
                    group == TokenGroup.NEITHER ? null : TokenGroup.values()[group].label(), place.change(),
                    place.activation(), window, position - from + 1);
        }
    }
}
