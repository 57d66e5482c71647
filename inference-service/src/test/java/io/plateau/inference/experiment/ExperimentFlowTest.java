package io.plateau.inference.experiment;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Tensors;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.AnalysisProgressed;
import io.plateau.contracts.event.AttentionCaptured;
import io.plateau.contracts.event.ExperimentChanged;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.HeadAblationsMeasured;
import io.plateau.contracts.event.HeadPatchesMeasured;
import io.plateau.contracts.event.JointLossesMeasured;
import io.plateau.contracts.event.NeuronEffectsMeasured;
import io.plateau.contracts.event.NeuronLossesMeasured;
import io.plateau.contracts.event.NeuronWeightsCaptured;
import io.plateau.contracts.event.PlateauFound;
import io.plateau.contracts.event.PlateauGroup;
import io.plateau.contracts.event.Sign;
import io.plateau.contracts.event.WorkFailed;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.inference.provenance.CodeVersion;
import io.plateau.inference.store.CaptureMeanRepository;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** From a request to verdicts. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class ExperimentFlowTest extends ExperimentFlow {
    private static final int CONTEXTS = 16;

    @Inject
    CaptureMeanRepository means;
    @Inject
    StatusAnnouncer announcer;

    @Test
    void anExperimentGoesFromItsRequestToItsVerdicts() {
        // Given the same request twice
        request(SPECIFICATION);
        request(SPECIFICATION);

        // Then activations, attention and losses of every position are published
        List<NeuronLossesMeasured> losses = CapturedEvents.sorted(
                broker.await(Topic.ABLATION_LOSSES, NeuronLossesMeasured.class, id, 1).values());
        losses = CapturedEvents
                .sorted(broker.await(Topic.ABLATION_LOSSES, NeuronLossesMeasured.class, id, losses.get(0).getBlocks())
                        .values());
        Collection<ActivationsCaptured> activations = broker
                .await(Topic.ACTIVATIONS, ActivationsCaptured.class, id, losses.get(0).getBlocks()).values();
        // One of the two layers that reach the final MLP of a parallel model of three
        Collection<AttentionCaptured> attention = broker
                .await(Topic.ATTENTION, AttentionCaptured.class, id, CONTEXTS)
                .values();
        CapturedEvents.assertActivations(activations, means.activation(id));
        CapturedEvents.assertAttention(attention, CONTEXTS);
        CapturedEvents.assertLosses(losses, activations);
        assertEquals(ExperimentStatus.RUNNING, runs.overview(id).orElseThrow().status());
        String provenance = runs.overview(id).orElseThrow().run().provenance;
        assertTrue(provenance.contains("\"codeVersion\": \"" + CodeVersion.of("0.1.0") + "\""), provenance);
        // Of the worker that captured
        assertTrue(provenance.contains("\"precision\": \"float32\""), provenance);
        broker.await(Topic.EXPERIMENT_EVENTS, ExperimentChanged.class, id, 1);

        // When two neurons are requested again, then their losses are published once more, in closed form
        publishRefinement(3, 200);
        List<NeuronLossesMeasured> all = losses;
        NeuronLossesMeasured pilot = losses.get(0);
        assertTrue(losses.size() * pilot.getSample().getDraws() >= 64, "draws " + pilot.getSample().getDraws());
        List<NeuronLossesMeasured> refined = awaitRefined(losses.size());
        for (int block = 0; block < refined.size(); block++) {
            CapturedEvents.assertRefined(refined.get(block), all.get(block));
        }

        // When the plateau is found, then heads are ablated
        PlateauFound plateau = new PlateauFound(id, SPECIFICATION, "top-k", 0, List.of(7, 200, 3),
                List.of(new PlateauGroup(Sign.EXCITATORY, List.of(7, 3), 0),
                        new PlateauGroup(Sign.INHIBITORY, List.of(200), 0)),
                2);
        broker.publish(Topic.PLATEAUS, "influence", plateau, id, "plateau");
        HeadAblationsMeasured heads = broker.await(Topic.HEAD_ABLATIONS, HeadAblationsMeasured.class, id, 1).values()
                .iterator()
                .next();
        assertEquals(List.of(7, 3, 200), heads.getNeurons());
        Tensors.decode("meanAbsolute", heads.getMeanAbsolute(), heads.getTargets().size(), heads.getContexts().size(),
                2, 3);

        // And outputs of heads are patched between pairs of contexts, eight pairs a block at most
        int blocks = broker.await(Topic.HEAD_PATCHES, HeadPatchesMeasured.class, id, 1).values().iterator().next()
                .getBlocks();
        Collection<HeadPatchesMeasured> patches = broker
                .await(Topic.HEAD_PATCHES, HeadPatchesMeasured.class, id, blocks).values();
        assertEquals(50, patches.stream().mapToInt(p -> p.getPairs().size()).sum());
        patches.forEach(p -> CapturedEvents.assertPatches(p, activations));

        // And the contexts in which its neurons matter are found
        awaitProgress("neuron-contexts", 1);
        CapturedEvents.assertContexts(column("SELECT neuron, effect, rank, context, position, loss_change,"
                + " activation FROM results.neuron_contexts"), List.of(3, 7, 200), all, activations);
        assertEquals(3 * 2 * 10, column("SELECT 1 FROM results.neuron_logits").size());

        // And sets of neurons are ablated at once, batches of contexts with batches of sets
        JointLossesMeasured sets = broker.await(Topic.JOINT_LOSSES, JointLossesMeasured.class, id, 1).values()
                .iterator()
                .next();
        assertEquals(sets.getBlocks(),
                broker.await(Topic.JOINT_LOSSES, JointLossesMeasured.class, id, sets.getBlocks()).size());
        assertEquals(losses.size(),
                broker.await(Topic.NEURON_EFFECTS, NeuronEffectsMeasured.class, id, losses.size()).size());

        // When all four analyses are complete, then so is the experiment
        assertEquals(ExperimentStatus.RUNNING, runs.overview(id).orElseThrow().status());
        publishVerdicts();
        awaitStatus(ExperimentStatus.COMPLETED);
        // A terminal state never changes, however late a failure or a repeated request comes
        broker.publish(Topic.ANALYSES, "graph", new WorkFailed(id, "graph", "clustering", "too late", "analyses/0/0"),
                id, "late");
        assertEquals(List.of("causal need", "clustering", "dual regimes", "routing"),
                column("SELECT name FROM results.verdicts"));
        assertEquals(List.of("COMPLETED"),
                column("SELECT status || coalesce(shortfall, '') FROM results.experiments"));
        assertEquals(2, broker.await(Topic.EXPERIMENT_EVENTS, ExperimentChanged.class, id, 2).size());
        assertEquals(losses.size(), column("SELECT tier FROM results.ablation_blocks").size());
        awaitProgress("ablate-neurons", losses.size());
        assertEquals(ExperimentStatus.COMPLETED, runs.overview(id).orElseThrow().status());
        // What only led to the results goes
        awaitGone("SELECT block FROM capture_block");
        assertEquals(CONTEXTS, column("SELECT context FROM planned_context").size());

        // When it is deleted, then nothing of it is left but that it was
        assertTrue(runs.delete(id));
        announcer.announceEnd(id);
        awaitGone("SELECT context FROM planned_context");
        for (String table : List.of("plan", "capture_mean", "ablation_block", "plateau", "progress", "verdict",
                "ledger", "results.experiments", "results.verdicts", "results.ablation_blocks")) {
            assertEquals(List.of(), column("SELECT 1 FROM " + table), table);
        }
        assertEquals(List.of("micro-neox"), column("SELECT model FROM results.deletions"));
    }

    private List<NeuronLossesMeasured> awaitRefined(int blocks) {
        await("the refined losses").atMost(Duration.ofMinutes(1)).pollInSameThread()
                .until(() -> refined().size() >= blocks);
        return refined();
    }

    private List<NeuronLossesMeasured> refined() {
        return broker.all(Topic.ABLATION_LOSSES, NeuronLossesMeasured.class, id).stream()
                .filter(event -> event.getNeurons() != null)
                .sorted(Comparator.comparing(NeuronLossesMeasured::getBlock)).toList();
    }

    private void awaitGone(String query) {
        await("nothing of " + query).atMost(Duration.ofSeconds(30)).pollInSameThread()
                .until(() -> column(query).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"false, 50", "true, 0", "false, 0"})
    void aStageThatIsOffIsNotWaitedFor(boolean weightSpectra, int patchingPairs) {
        request("""
                {"model":"micro-neox","tokens":{"count":1024,"contextLength":64},
                 "graph":{"observations":200,"weightSpectra":%b},"mechanisms":{"controls":19,"matchedSets":19},
                 "attention":{"patchingPairs":%d,"headContexts":4,"controlDirections":2}}"""
                .formatted(weightSpectra, patchingPairs));
        broker.await(Topic.ABLATION_LOSSES, NeuronLossesMeasured.class, id, 1);
        broker.publish(Topic.PLATEAUS, "influence", new PlateauFound(id, SPECIFICATION, "top-k", 0, List.of(7, 200, 3),
                List.of(new PlateauGroup(Sign.EXCITATORY, List.of(7, 3), 0),
                        new PlateauGroup(Sign.INHIBITORY, List.of(200), 0)),
                2),
                id, "plateau");
        publishRefinement();
        publishVerdicts();
        awaitStatus(ExperimentStatus.COMPLETED);

        String stages = String.join(",",
                column("SELECT stage FROM progress").stream().map(Object::toString).toList());
        assertEquals(weightSpectra, stages.contains("capture-weights"), stages);
        assertEquals(patchingPairs > 0, stages.contains("patch-heads"), stages);
        assertEquals(List.of(), broker.all(Topic.NEURON_WEIGHTS, NeuronWeightsCaptured.class, id).stream()
                .filter(e -> !weightSpectra).toList());
    }

    @Test
    void anExperimentIsNotCompleteBeforeItsLastBlockIsCommitted() {
        // Given verdicts on blocks that were published, of which the last is not yet committed
        runs.create(id, SpecificationVariants.parse("{\"model\":\"tiny-neox\"}"));
        plan("{\"model\":\"tiny-neox\"}");
        for (String stage : List.of("plan", "capture", "capture-weights", "ablate-neurons", "refine-neurons",
                "neuron-contexts", "ablate-heads", "ablate-sets")) {
            commit(stage, 0, 1);
        }
        commit("patch-heads", 0, 2);
        // Whatever is announced of this service's own blocks, its ledger has them or not
        broker.publish(Topic.ANALYSES, "inference", new AnalysisProgressed(id, "patch-heads", 2, 2), id,
                "patch-heads/1");
        publishVerdicts();
        // The topic keeps an experiment's events in order: what comes after the verdicts is handled after them
        broker.publish(Topic.ANALYSES, "graph", new AnalysisProgressed(id, "clustering", 1, 1), id, "clustering/0");
        awaitProgress("clustering", 1);
        assertEquals(List.of("causal need", "clustering", "dual regimes", "routing"),
                column("SELECT name FROM results.verdicts"));
        assertEquals(ExperimentStatus.REQUESTED, runs.overview(id).orElseThrow().status());

        // When it is, then the experiment is complete
        commit("patch-heads", 1, 2);
        broker.publish(Topic.ANALYSES, "inference", new AnalysisProgressed(id, "patch-heads", 2, 2), id,
                "patch-heads/1");
        awaitStatus(ExperimentStatus.COMPLETED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            activations | 2147483647 | 1          | reports 2147483647 of 1 blocks
            activations | -1         | 5          | reports -1 of 5 blocks
            activations | 1          | 2147483647 | reports 2147483647 blocks; the plan of the experiment has 5
            attention   | 0          | 0          | reports 0 of 0 blocks
            regimes     | 1          | 3          | reports 3 blocks; the plan of the experiment has 1
            sorcery     | 1          | 1          | 'sorcery' is no stage of an experiment""")
    void numbersAreHeldToThePlan(String stage, int done, int blocks, String reason) {
        runs.create(id, SpecificationVariants.parse("{\"model\":\"tiny-neox\"}"));
        plan("{\"model\":\"tiny-neox\"}");
        String service = Arrays.stream(Stage.values()).filter(s -> s.label().equals(stage)).map(Stage::service)
                .findFirst().orElse("graph");
        broker.publish(Topic.ANALYSES, service, new AnalysisProgressed(id, stage, done, blocks), id, stage);
        assertReason(reason);
        assertEquals(List.of(), column("SELECT stage FROM progress"));
    }

    @Test
    void aFailureElsewhereFailsTheExperiment() {
        broker.publish(Topic.ANALYSES, "routing",
                new WorkFailed(id, "routing", "attention", "row 3 has no weights", "attention/1/17"), id, "1");
        assertReason("row 3 has no weights");
    }

    @Test
    void everyColumnOfTheViewsIsExplained() {
        assertEquals(List.of(),
                QuarkusTransaction.requiringNew().call(() -> entities.createNativeQuery("SELECT c.relname"
                        + " || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
                        + " WHERE c.relnamespace = 'results'::regnamespace AND c.relkind = 'v' AND a.attnum > 0"
                        + " AND c.relowner = current_user::regrole AND col_description(c.oid, a.attnum) IS NULL")
                        .getResultList()));
    }
}
