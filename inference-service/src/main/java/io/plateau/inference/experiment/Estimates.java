package io.plateau.inference.experiment;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.contracts.specification.Variant;
import io.plateau.inference.catalog.ModelCatalog;
import io.plateau.inference.estimate.ExpectedWork;
import io.plateau.inference.estimate.Rates;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.planning.Planner;
import io.plateau.inference.pool.Pools;
import io.plateau.inference.store.PastWorkRepository;
import io.plateau.inference.store.PastWorkRepository.PastStage;
import io.plateau.inference.store.TurnRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** What experiments will take on what is connected, by what the last ones took. */
@ApplicationScoped
public class Estimates {
    private final ModelCatalog models;
    private final PastWorkRepository past;
    private final TurnRepository processes;
    private final Pools pools;

    Estimates(ModelCatalog models, PastWorkRepository past, TurnRepository processes, Pools pools) {
        this.models = models;
        this.past = past;
        this.processes = processes;
        this.pools = pools;
    }

    /**
     * An estimate.
     *
     * @param experiments of a study; else 1
     * @param blocks of contexts that the model runs on, of all experiments
     * @param workers that would do them
     * @param seconds from the request to the end, if nothing else is in progress
     * @param bytes that the results take
     * @param basis where the rates come from
     */
    public record Estimate(int experiments, long blocks, int workers, double seconds, double bytes, String basis) {
    }

    /** Empty where a model is yet to be fetched, so that nothing is known of it. */
    public Optional<Estimate> of(SpecificationVariants asked) {
        long blocks = 0;
        double bytes = 0;
        double seconds = 0;
        double ends = 0;
        int workers = Integer.MAX_VALUE;
        String basis = null;
        Map<String, Rates> known = new HashMap<>();
        for (Variant variant : asked.variants()) {
            ExperimentSpecification specification = variant.specification();
            ModelShape shape = models.shape(specification.model()).orElse(null);
            if (shape == null) {
                return Optional.empty();
            }
            ExpectedWork work = new ExpectedWork(specification, shape);
            Rates rates = known.computeIfAbsent(specification.model(), this::rates);
            int connected = QuarkusTransaction.requiringNew()
                    .call(() -> processes.replicas(pools.of(specification.model())));
            workers = Math.min(workers, connected);
            blocks += Planner.expectedBlocks(specification.tokens(), shape.neurons());
            bytes += work.bytes();
            seconds += rates.planning() + rates.of(work.operations()) / connected;
            ends = Math.max(ends, rates.analyses());
            basis = rates.basis();
        }
        return Optional.of(new Estimate(asked.variants().size(), blocks, workers, seconds + ends, bytes, basis));
    }

    private Rates rates(String model) {
        List<PastStage> stages = past.of(model);
        if (stages.isEmpty()) {
            return Rates.UNKNOWN;
        }
        Map<Stage, Double> operations = new HashMap<>();
        Map<Stage, Double> seconds = new HashMap<>();
        for (PastStage stage : stages) {
            Stage of = Stage.ofLabel(stage.stage());
            Double work = models.shape(stage.model())
                    .map(shape -> new ExpectedWork(ExperimentSpecification.parse(stage.specification()), shape)
                            .operations()
                            .get(of))
                    .orElse(null);
            if (work != null) {
                operations.merge(of, work, Double::sum);
                seconds.merge(of, stage.seconds(), Double::sum);
            }
        }
        operations.replaceAll((stage, work) -> seconds.get(stage) / work);
        boolean own = stages.get(0).model().equals(model);
        return new Rates(operations, median(stages.stream().filter(s -> s.stage().equals(Stage.PLAN.label()))
                .map(PastStage::seconds).toList(), Rates.UNKNOWN.planning()),
                median(stages.stream().map(PastStage::analyses).toList(), Rates.UNKNOWN.analyses()),
                own
                        ? "by experiments on this model that were completed here"
                        : "by experiments on other models that were completed here");
    }

    private static double median(List<Double> values, double otherwise) {
        return values.isEmpty()
                ? otherwise
                : values.stream().sorted(Comparator.naturalOrder()).skip(values.size() / 2).findFirst().orElseThrow();
    }
}
