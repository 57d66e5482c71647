package io.plateau.graph.store;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.plateau.graph.analysis.SetAnalysis;
import io.plateau.graph.control.NeuronGroup;
import io.plateau.graph.significance.GroupResult;
import io.plateau.graph.significance.MeasureRow.Measured;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The analysed sets of each experiment. */
@ApplicationScoped
public class NeuronSetRepository implements PanacheRepositoryBase<NeuronSetEntity, NeuronSetEntity.Key> {

    /** Inside the caller's transaction. */
    public void write(String experimentId, String model, AnalysedSet analysed) {
        SetAnalysis analysis = analysed.analysis();
        NeuronSetEntity row = new NeuronSetEntity();
        row.experimentId = experimentId;
        row.neuronGroup = analysed.group();
        row.setIndex = analysed.set();
        row.model = model;
        row.neurons = analysis.neurons();
        row.observations = analysed.observations();
        row.edges = analysis.edges();
        row.negativeEdges = analysis.negativeEdges();
        row.qSigned = analysis.signedModularity();
        row.q = analysis.modularity();
        row.communities = analysis.partition().communities();
        row.membership = analysis.partition().membership();
        row.degree = analysis.degrees().all();
        row.negativeDegree = analysis.degrees().negative();
        row.shareBest = analysis.shareBest();
        row.spectralQSigned = analysis.spectral();
        row.spectralK = analysis.spectralBest() == 0 ? null : analysis.spectralBest();
        row.bootstrapQSigned = analysed.bootstrap().signedModularity();
        row.bootstrapCommunities = analysed.bootstrap().communities();
        row.reason = analysis.reason();
        row.dimensionality = analysed.dimensionality().ratio();
        row.dimensionalityComponents = analysed.dimensionality().components();
        row.dimensionalityVarying = analysed.dimensionality().varying();
        row.dimensionalityReason = analysed.dimensionality().reason();
        persist(row);
    }

    /** Effective dimensionality of a group and of its controls. */
    @Transactional
    public Measured dimensionality(String experimentId, NeuronGroup group, String reasonNotTested) {
        List<NeuronSetEntity> sets = sets(experimentId, group);
        NeuronSetEntity own = sets.get(0);
        return new Measured(group, "effective dimensionality", "activations", own.dimensionality,
                sets.subList(1, sets.size()).stream().map(row -> row.dimensionality).toList(),
                reasonNotTested != null ? reasonNotTested : own.dimensionalityReason);
    }

    /** What the sets of one group came to, controls in the order of their index. */
    @Transactional
    public GroupResult read(String experimentId, NeuronGroup group, int filled, String reasonNotTested) {
        List<NeuronSetEntity> sets = sets(experimentId, group);
        NeuronSetEntity own = sets.get(0);
        List<NeuronSetEntity> controls = sets.subList(1, sets.size());
        return new GroupResult(group, own.neurons.length, filled, own.qSigned, own.q, own.communities,
                own.spectralModularity(), own.bootstrapQSigned,
                Arrays.stream(own.bootstrapCommunities).asDoubleStream().toArray(),
                values(controls, row -> row.qSigned), values(controls, row -> row.communities),
                values(controls, NeuronSetEntity::spectralModularity), reasonNotTested);
    }

    private List<NeuronSetEntity> sets(String experimentId, NeuronGroup group) {
        return list("experimentId = ?1 and neuronGroup = ?2 order by setIndex", experimentId, group);
    }

    private static double[] values(List<NeuronSetEntity> rows, ToDoubleFunction<NeuronSetEntity> value) {
        return rows.stream().mapToDouble(value).toArray();
    }
}
