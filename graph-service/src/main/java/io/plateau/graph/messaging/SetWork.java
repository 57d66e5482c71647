package io.plateau.graph.messaging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.graph.analysis.BootstrapValues;
import io.plateau.graph.analysis.SetAnalyser;
import io.plateau.graph.control.NeuronGroup;
import io.plateau.graph.control.WorkPlan;
import io.plateau.graph.correlation.Observations;
import io.plateau.graph.spectra.WeightSpectrum;
import io.plateau.graph.store.AnalysedSet;
import io.plateau.graph.store.ExperimentInputs;
import io.plateau.graph.store.ExperimentInputsReader;
import io.plateau.graph.store.WeightRepository;

/** Analyses the sets of one work item. */
@ApplicationScoped
class SetWork {
    private final ExperimentInputsReader inputs;
    private final WeightRepository weights;

    SetWork(ExperimentInputsReader inputs, WeightRepository weights) {
        this.inputs = inputs;
        this.weights = weights;
    }

    List<AnalysedSet> compute(String experimentId, ExperimentInputs given, WorkPlan.Item item) {
        NeuronGroup group = item.group();
        int[][] neurons = IntStream.range(0, item.count()).mapToObj(i -> given.sets().set(group, item.first() + i))
                .toArray(int[][]::new);
        int[] all = Arrays.stream(neurons).flatMapToInt(Arrays::stream).distinct().sorted().toArray();
        Observations observed = inputs.observations(experimentId, given, all);
        boolean spectra = given.specification().graph().weightSpectra();
        Map<Integer, WeightRepository.Rows> rows = spectra ? weights.read(experimentId, all) : Map.of();
        SetAnalyser analyser = new SetAnalyser(given.specification(), observed);
        double hillShare = given.specification().graph().hillShare();
        List<AnalysedSet> analysed = new ArrayList<>();
        for (int i = 0; i < neurons.length; i++) {
            int set = item.first() + i;
            analysed.add(new AnalysedSet(group, set, observed.count(), analyser.analyse(group, set, neurons[i]),
                    set == 0 ? analyser.bootstrap(group, neurons[i]) : BootstrapValues.none(),
                    set == 0 ? analyser.byPart(group, neurons[i]) : null,
                    analyser.dimensionality(neurons[i]),
                    spectra ? spectrum(neurons[i], n -> rows.get(n).input(), hillShare) : null,
                    spectra ? spectrum(neurons[i], n -> rows.get(n).output(), hillShare) : null));
        }
        return analysed;
    }

    private static WeightSpectrum spectrum(int[] neurons, Function<Integer, float[]> row, double hillShare) {
        return WeightSpectrum.of(Arrays.stream(neurons).boxed().map(row).toArray(float[][]::new), hillShare);
    }
}
