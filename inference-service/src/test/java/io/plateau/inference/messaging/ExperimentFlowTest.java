package io.plateau.inference.messaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Stages;
import io.plateau.contracts.Tensors;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.AnalysisProgressed;
import io.plateau.contracts.event.AttentionCaptured;
import io.plateau.contracts.event.ExperimentChanged;
import io.plateau.contracts.event.ExperimentRequested;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.HeadAblationsMeasured;
import io.plateau.contracts.event.HeadPatchesMeasured;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.event.InferenceWork;
import io.plateau.contracts.event.NeuronLossesMeasured;
import io.plateau.contracts.event.NeuronWeightsCaptured;
import io.plateau.contracts.event.PatchPair;
import io.plateau.contracts.event.PlateauFound;
import io.plateau.contracts.event.PlateauGroup;
import io.plateau.contracts.event.Sign;
import io.plateau.contracts.event.Verdict;
import io.plateau.contracts.event.WorkFailed;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.inference.provenance.CodeVersion;
import io.plateau.inference.store.CaptureMeanRepository;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.ExperimentRunRepository.Overview;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** The inference service among the others, whose part the test plays. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class ExperimentFlowTest {
    private static final int CONTEXTS = 16;
    private static final int NEURONS = 768;
    private static final int HEADS = 6;
    private static final String SPECIFICATION = """
            {"model":"tiny-neox","tokens":{"count":1024,"contextLength":64},"graph":{"observations":200}}""";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;
    @Inject
    ExperimentRunRepository runs;
    @Inject
    CaptureMeanRepository means;
    @Inject
    EntityManager entities;

    private final String id = UUID.randomUUID().toString();
    private Broker broker;

    @BeforeEach
    void connect() {
        broker = new Broker(servers);
    }

    @Test
    void anExperimentGoesFromItsRequestToItsVerdicts() {
        // Given the same request twice
        request(SPECIFICATION);
        request(SPECIFICATION);

        // Then activations, attention and losses of every position are published
        List<NeuronLossesMeasured> losses = sorted(
                broker.await(Topic.ABLATION_LOSSES, NeuronLossesMeasured.class, id, 1).values());
        losses = sorted(broker.await(Topic.ABLATION_LOSSES, NeuronLossesMeasured.class, id, losses.get(0).getBlocks())
                .values());
        Collection<ActivationsCaptured> activations = broker
                .await(Topic.ACTIVATIONS, ActivationsCaptured.class, id, losses.get(0).getBlocks()).values();
        // 2 of the 5 layers that reach the final MLP of a parallel model of 6
        Collection<AttentionCaptured> attention = broker
                .await(Topic.ATTENTION, AttentionCaptured.class, id, CONTEXTS * 2)
                .values();
        assertActivations(activations);
        assertAttention(attention);
        assertLosses(losses, activations);
        assertEquals(ExperimentStatus.RUNNING, runs.overview(id).orElseThrow().status());
        String provenance = runs.overview(id).orElseThrow().run().provenance;
        assertTrue(provenance.contains("\"codeVersion\":\"" + CodeVersion.of("0.1.0") + "\""), provenance);
        assertTrue(provenance.contains("\"precision\":\"float32\""), provenance);
        broker.await(Topic.EXPERIMENT_EVENTS, ExperimentChanged.class, id, 1);

        // When the plateau is found, then heads are ablated
        PlateauFound plateau = new PlateauFound(id, SPECIFICATION, "top-k", 0,
                List.of(new PlateauGroup(Sign.EXCITATORY, List.of(7, 3), 0),
                        new PlateauGroup(Sign.INHIBITORY, List.of(700), 0)));
        broker.publish(Topic.PLATEAUS, "influence", plateau, id, "plateau");
        HeadAblationsMeasured heads = broker.await(Topic.HEAD_ABLATIONS, HeadAblationsMeasured.class, id, 1).values()
                .iterator()
                .next();
        assertEquals(List.of(7, 3, 700), heads.getNeurons());
        Tensors.decode("meanAbsolute", heads.getMeanAbsolute(), heads.getTargets().size(), heads.getContexts().size(),
                2, 3);

        // And outputs of heads are patched between pairs of contexts, eight pairs a block at most
        int blocks = broker.await(Topic.HEAD_PATCHES, HeadPatchesMeasured.class, id, 1).values().iterator().next()
                .getBlocks();
        Collection<HeadPatchesMeasured> patches = broker
                .await(Topic.HEAD_PATCHES, HeadPatchesMeasured.class, id, blocks).values();
        assertEquals(50, patches.stream().mapToInt(p -> p.getPairs().size()).sum());
        patches.forEach(p -> assertPatches(p, activations));

        // When all three analyses are complete, then so is the experiment
        assertEquals(ExperimentStatus.RUNNING, runs.overview(id).orElseThrow().status());
        publishVerdicts();
        awaitStatus(ExperimentStatus.COMPLETED);
        // A terminal state never changes, however late a failure or a repeated request comes
        broker.publish(Topic.ANALYSES, "graph", new WorkFailed(id, "graph", "clustering", "too late", "analyses/0/0"),
                id, "late");
        assertEquals(List.of("clustering", "dual regimes", "routing"), column("SELECT name FROM results.verdicts"));
        assertEquals(List.of("COMPLETED"),
                column("SELECT status || coalesce(shortfall, '') FROM results.experiments"));
        assertEquals(2, broker.await(Topic.EXPERIMENT_EVENTS, ExperimentChanged.class, id, 2).size());
        assertEquals(losses.size(), column("SELECT tier FROM results.ablation_blocks").size());
        awaitProgress("ablate-neurons", losses.size());
        assertEquals(ExperimentStatus.COMPLETED, runs.overview(id).orElseThrow().status());
    }

    @ParameterizedTest
    @CsvSource({"false, 50", "true, 0", "false, 0"})
    void aStageThatIsOffIsNotWaitedFor(boolean weightSpectra, int patchingPairs) {
        request("""
                {"model":"tiny-neox","tokens":{"count":1024,"contextLength":64},
                 "graph":{"observations":200,"weightSpectra":%b},"attention":{"patchingPairs":%d}}"""
                .formatted(weightSpectra, patchingPairs));
        broker.await(Topic.ABLATION_LOSSES, NeuronLossesMeasured.class, id, 1);
        broker.publish(Topic.PLATEAUS, "influence", new PlateauFound(id, SPECIFICATION, "top-k", 0,
                List.of(new PlateauGroup(Sign.EXCITATORY, List.of(7, 3), 0),
                        new PlateauGroup(Sign.INHIBITORY, List.of(700), 0))),
                id, "plateau");
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
        plan();
        for (String stage : List.of("plan", "capture", "capture-weights", "ablate-neurons", "ablate-heads")) {
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
        assertEquals(List.of("clustering", "dual regimes", "routing"), column("SELECT name FROM results.verdicts"));
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
        plan();
        String service = Arrays.stream(Stage.values()).filter(s -> s.label().equals(stage)).map(Stage::service)
                .findFirst().orElse("graph");
        broker.publish(Topic.ANALYSES, service, new AnalysisProgressed(id, stage, done, blocks), id, stage);
        assertReason(reason);
        assertEquals(List.of(), column("SELECT stage FROM progress"));
    }

    @Test
    void anExperimentWithFewerContextsThanItWasAskedForSaysSo() {
        // 600,000 / 256 are asked for; the corpus has 508,983 tokens and those that join its documents.
        request("{\"model\":\"tiny-neox\",\"tokens\":{\"count\":600000}}");
        broker.await(Topic.ACTIVATIONS, ActivationsCaptured.class, id, 1);
        runs.end(id, ExperimentStatus.CANCELLED, null);

        String tokens = (String) column("SELECT provenance #>> '{plan,corpusTokens}' FROM results.experiments").get(0);
        assertEquals(List.of("tokens.count asks for 2343 contexts, the corpus gives " + Integer.parseInt(tokens) / 256),
                column("SELECT shortfall FROM results.experiments"));
    }

    @Test
    void anExperimentWithFewerObservationsThanItWasAskedForSaysSo() {
        request("""
                {"model":"tiny-neox","tokens":{"count":1024,"contextLength":64},
                 "graph":{"observations":2000,"observationGroup":"all"}}""");
        broker.await(Topic.ACTIVATIONS, ActivationsCaptured.class, id, 1);
        runs.end(id, ExperimentStatus.CANCELLED, null);

        // Every target position is observed.
        Object positions = column("SELECT provenance #>> '{plan,positions}' FROM results.experiments").get(0);
        assertEquals(List.of("graph.observations asks for 2000, the sample gives " + positions),
                column("SELECT shortfall FROM results.experiments"));
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

    @Test
    void aMatchingIsThereToBeQueried() {
        request("""
                {"model":"tiny-neox","tokens":{"count":1024,"contextLength":64,"grouping":"matched","rareBelow":300,
                 "commonAbove":800},"graph":{"observations":200,"observationGroup":"all"}}""");
        broker.await(Topic.ACTIVATIONS, ActivationsCaptured.class, id, 1);

        String pairs = Integer.toString(column("SELECT rare_text FROM results.matched_pairs").size());
        assertEquals(List.of(pairs), column("SELECT pairs::text FROM results.matching"));
        assertEquals(List.of(pairs), column("SELECT tag_met::text FROM results.matching"));
        assertEquals(List.of("true"), column("SELECT (unpaired = rare_types - pairs AND length_met BETWEEN 1 AND pairs"
                + " AND role_met IS NULL AND role_reason IS NOT NULL)::text FROM results.matching"));
    }

    @Test
    void aRequestWithListsIsAStudyOfWhichEveryVariantIsCarriedOut() {
        // Given the same request twice; its last variant is one that only its plan can refuse
        String study = """
                {"model":["tiny-gpt2","tiny-neox"],"tokens":{"count":1024,"contextLength":[64,512]},
                 "graph":{"observations":200}}""";
        request(study);
        request(study);

        // Then each of the four is an experiment with a life of its own
        for (String variant : List.of(".01", ".03")) {
            broker.await(Topic.ACTIVATIONS, ActivationsCaptured.class, id + variant, 1);
        }
        assertTrue(awaitStatus(id + ".02", ExperimentStatus.FAILED).run().reason
                .contains("tokens.contextLength is 512 but model tiny-gpt2"));
        awaitStatus(id + ".04", ExperimentStatus.FAILED);
        assertEquals(List.of(id + ".01", id + ".02", id + ".03", id + ".04"),
                runs.study(id).stream().map(overview -> overview.run().experimentId).toList());

        // And any view can be joined with what distinguishes them
        String view = """
                SELECT e.experiment_id || ' ' || e.model || ' ' || string_agg(v.field || '=' || v.value, ' ' ORDER BY v.field)
                FROM results.experiments e JOIN results.variants v USING (experiment_id) WHERE v.study = :id
                GROUP BY e.experiment_id, e.model ORDER BY 1""";
        assertEquals(List.of(id + ".01 tiny-gpt2 model=tiny-gpt2 tokens.contextLength=64",
                id + ".02 tiny-gpt2 model=tiny-gpt2 tokens.contextLength=512",
                id + ".03 tiny-neox model=tiny-neox tokens.contextLength=64",
                id + ".04 tiny-neox model=tiny-neox tokens.contextLength=512"),
                QuarkusTransaction.requiringNew()
                        .call(() -> entities.createNativeQuery(view).setParameter("id", id).getResultList()));
        runs.study(id).forEach(o -> runs.end(o.run().experimentId, ExperimentStatus.CANCELLED, null));
    }

    @Test
    void aStudyOfWhichOneVariantCannotBeRunIsNotBegun() {
        request("{\"model\":[\"tiny-neox\",\"huge\"],\"seed\":[1,2]}");
        assertReason("there is no model 'huge'; available: tiny-gpt2, tiny-neox");
        assertEquals(List.of(), runs.study(id));
    }

    @Test
    void aStudyIsMadeWholeOrNotAtAll() {
        // Given another experiment that bears the name of its second one
        String first = "{\"model\":\"tiny-neox\",\"seed\":[1,2]}";
        runs.create(id + ".02", SpecificationVariants.parse("{\"model\":\"tiny-gpt2\"}"));

        request(first);

        assertReason("there is already an experiment " + id + ".02");
        assertTrue(runs.overview(id + ".01").isEmpty(), "the first row must be taken back");
        runs.end(id + ".02", ExperimentStatus.CANCELLED, null);
    }

    @Test
    void aRequestThatCannotBeRunFailsWithItsReason() {
        request("{\"model\":\"tiny-neox\",\"tokns\":{}}");
        assertReason("the specification has an unknown field 'tokns'");
    }

    @Test
    void anUnknownModelFailsWithWhatThereIs() {
        request("{\"model\":\"huge\"}");
        assertReason("there is no model 'huge'; available: tiny-gpt2, tiny-neox");
    }

    @Test
    void whatTheModelsConfigurationForbidsFailsTheExperimentToo() {
        request("{\"model\":\"tiny-neox\",\"tokens\":{\"contextLength\":512}}");
        assertReason("tokens.contextLength is 512 but model tiny-neox reads at most 256 tokens");
    }

    @Test
    void whatOnlyThePlanCanSeeFailsTheExperimentToo() {
        request("{\"model\":\"tiny-neox\",\"tokens\":{\"count\":256,\"contextLength\":128}}");
        assertReason("but the graph needs at least 200 observations");
    }

    @Test
    void aSampleThatIsSmallerByTheRemainderOfADivisionSaysSo() {
        // Positions that were asked for and are left out for contexts are whole; as far as they are asked for
        request("""
                {"model":"tiny-neox","tokens":{"count":1087,"contextLength":64},
                 "graph":{"observations":200},"attention":{"headContexts":20}}""");
        broker.await(Topic.ACTIVATIONS, ActivationsCaptured.class, id, 1);
        runs.end(id, ExperimentStatus.CANCELLED, null);

        assertEquals(
                List.of("tokens.count asks for 1087 positions, 16 whole contexts of tokens.contextLength 64 are 1024;"
                        + " attention.headContexts asks for 20 contexts, the sample has 16"),
                column("SELECT shortfall FROM results.experiments"));
        assertEquals(java.util.Collections.singletonList(null), column("SELECT notes FROM results.experiments"));
    }

    @Test
    void onePerContextIsAShortfallOfObservations() {
        request("""
                {"model":"tiny-neox","tokens":{"count":1024,"contextLength":64},
                 "graph":{"observations":200,"onePerContext":true}}""");
        broker.await(Topic.ACTIVATIONS, ActivationsCaptured.class, id, 1);
        runs.end(id, ExperimentStatus.CANCELLED, null);

        assertEquals(
                List.of("graph.observations asks for 200, with graph.onePerContext 16 contexts give at most as many"),
                column("SELECT shortfall FROM results.experiments"));
    }

    @Test
    void aLayerOutOfReachIsRefused() {
        request("{\"model\":\"tiny-neox\",\"attention\":{\"layers\":[5]}}");
        assertReason("heads of layer 5 cannot reach the final MLP");
    }

    @Test
    void thePapersLayersAreRefusedWhereThereAreNone() {
        request("{\"model\":\"tiny-neox\",\"attention\":{\"layerRange\":\"paper\"}}");
        assertReason("asks for layers 20 to 30, but only heads of layers 0 to 4 can reach the final MLP");
    }

    @Test
    void aMalformedRequestFailsAndTheServiceGoesOn() {
        // A request topic carries requests; this is work
        broker.publish(Topic.EXPERIMENT_REQUESTS, "test", new InferenceWork(id, InferenceStage.PLAN, 0, 1), id, "odd");
        assertReason("this topic carries 'io.plateau.ExperimentRequested'");
    }

    @Test
    void aFailureElsewhereFailsTheExperiment() {
        broker.publish(Topic.ANALYSES, "routing",
                new WorkFailed(id, "routing", "attention", "row 3 has no weights", "attention/1/17"), id, "1");
        assertReason("row 3 has no weights");
    }

    private void request(String specification) {
        broker.publish(Topic.EXPERIMENT_REQUESTS, "test", new ExperimentRequested(id, specification), id, "request");
    }

    private void assertActivations(Collection<ActivationsCaptured> events) {
        double[] sum = new double[NEURONS];
        int positions = 0;
        int observed = 0;
        for (ActivationsCaptured event : events) {
            int rows = event.getPositions().getContext().size();
            float[] activations = Tensors.decode("activations", event.getActivations(), rows, NEURONS);
            IntStream.range(0, activations.length).forEach(i -> sum[i % NEURONS] += activations[i]);
            positions += rows;
            byte[] observation = event.getObservation().array();
            assertEquals(rows, observation.length);
            for (byte flag : observation) {
                observed += flag;
            }
            assertTrue(event.getSpecification().contains("\"seed\":1"), "defaults must be filled in");
        }
        assertEquals(200, observed);
        double[] mean = means.activation(id);
        int all = positions;
        // Sums in another order: they agree to rounding of doubles, far below that of the float32 activations
        assertArrayEquals(java.util.Arrays.stream(sum).map(s -> s / all).toArray(), mean, 1e-9);
    }

    private static void assertAttention(Collection<AttentionCaptured> events) {
        assertEquals(CONTEXTS * 2, events.stream().mapToInt(AttentionCaptured::getBlock).distinct().count());
        for (AttentionCaptured event : events) {
            assertTrue(List.of(3, 4).contains(event.getLayer()), "layer " + event.getLayer());
            int row = event.getPositions().getPosition().stream().mapToInt(t -> t + 1).sum();
            float[] weights = Tensors.decode("attention", event.getAttention(), HEADS, row);
            int at = 0;
            for (int t : event.getPositions().getPosition()) {
                double sum = 0;
                for (int key = 0; key <= t; key++) {
                    sum += weights[at++];
                }
                // A softmax of up to 64 float32 terms
                assertEquals(1, sum, 1e-5);
            }
        }
    }

    private static void assertLosses(List<NeuronLossesMeasured> losses, Collection<ActivationsCaptured> activations) {
        int[] groups = new int[3];
        for (NeuronLossesMeasured event : losses) {
            int rows = event.getPositions().getContext().size();
            Tensors.decode("deltaLoss", event.getDeltaLoss(), rows, NEURONS);
            for (float loss : Tensors.decode("baselineLoss", event.getBaselineLoss(), rows)) {
                assertTrue(loss > 0, "a cross-entropy is positive");
            }
            for (byte group : event.getPositions().getGroup().array()) {
                groups[group]++;
            }
        }
        assertEquals(activations.stream().mapToInt(a -> a.getPositions().getContext().size()).sum(),
                groups[0] + groups[1]);
        // Halves up to one class of equally frequent tokens, of which the largest is a few percent of English
        assertTrue(Math.abs(groups[0] - groups[1]) < 0.1 * (groups[0] + groups[1]), groups[0] + " rare, " + groups[1]);
    }

    /** The unpatched rows are activations that the capture saw, and the pairs are of a rare and a common target. */
    private static void assertPatches(HeadPatchesMeasured patches, Collection<ActivationsCaptured> captured) {
        int pairs = patches.getPairs().size();
        // Rare, common, and per layer six heads and the layer
        float[] found = Tensors.decode("patches", patches.getActivation(), 2 + 2 * (HEADS + 1), pairs, 3);
        for (int k = 0; k < pairs; k++) {
            PatchPair pair = patches.getPairs().get(k);
            assertRow(captured, pair.getRareContext(), pair.getRarePosition(), pair.getRareToken(), 0, found, k * 3);
            assertRow(captured, pair.getCommonContext(), pair.getCommonPosition(), pair.getCommonToken(), 1, found,
                    (pairs + k) * 3);
        }
    }

    private static void assertRow(Collection<ActivationsCaptured> captured, int context, int position, int token,
            int group, float[] found, int from) {
        for (ActivationsCaptured event : captured) {
            for (int row = 0; row < event.getPositions().getContext().size(); row++) {
                if (event.getPositions().getContext().get(row) == context
                        && event.getPositions().getPosition().get(row) == position) {
                    float[] all = Tensors.decode("activations", event.getActivations(), -1, NEURONS);
                    assertEquals(token, event.getPositions().getTarget().get(row));
                    assertEquals(group, event.getPositions().getGroup().array()[row]);
                    // Another batch of contexts, cut shorter: float32 in another order
                    assertEquals(all[row * NEURONS + 7], found[from], 1e-4);
                    assertEquals(all[row * NEURONS + 700], found[from + 2], 1e-4);
                    return;
                }
            }
        }
        throw new AssertionError("position " + position + " of context " + context + " was not captured");
    }

    private void publishVerdicts() {
        for (Stage stage : List.of(Stage.REGIMES, Stage.CLUSTERING, Stage.ROUTING)) {
            broker.publish(Topic.ANALYSES, stage.service(), completed(stage.label()), id, stage.label());
        }
    }

    /** A plan of five blocks without contexts. */
    private void plan() {
        QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery(
                "INSERT INTO plan (experiment_id, contexts, blocks, neurons, heads, layers, stages) VALUES"
                        + " (:id, 5, 5, 8, 1, '{0}', string_to_array(:stages, ','))")
                .setParameter("id", id).setParameter("stages",
                        Stages.of(ExperimentSpecification.parse("{\"model\":\"tiny-neox\"}")).stream().map(Stage::label)
                                .collect(Collectors.joining(",")))
                .executeUpdate());
    }

    private void commit(String stage, int block, int blocks) {
        QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery(
                "INSERT INTO ledger (experiment_id, stage, block, blocks, seconds) VALUES (:id, :stage, :block, :n, 0)")
                .setParameter("id", id).setParameter("stage", stage).setParameter("block", block)
                .setParameter("n", blocks).executeUpdate());
    }

    private AnalysisCompleted completed(String stage) {
        String name = stage.equals("regimes") ? "dual regimes" : stage;
        return new AnalysisCompleted(id, stage,
                new Verdict(name, "not supported", "a statistic", 0.25, 0.5, "a test", "So it is."));
    }

    private void assertReason(String sentence) {
        Overview overview = awaitStatus(ExperimentStatus.FAILED);
        assertTrue(overview.run().reason.contains(sentence), overview.run().reason);
        ExperimentChanged changed = broker.await(Topic.EXPERIMENT_EVENTS, ExperimentChanged.class, id, 1).values()
                .stream()
                .filter(e -> e.getStatus() == ExperimentStatus.FAILED).findFirst().orElseThrow();
        assertEquals(overview.run().reason, changed.getReason());
    }

    private Overview awaitStatus(ExperimentStatus status) {
        return awaitStatus(id, status);
    }

    private Overview awaitStatus(String experiment, ExperimentStatus status) {
        for (int i = 0; i < 1_200; i++) {
            var overview = runs.overview(experiment);
            if (overview.isPresent() && overview.get().status() == status) {
                return overview.get();
            }
            sleep();
        }
        throw new AssertionError(
                "the experiment is " + runs.overview(experiment).map(Overview::status) + ", expected " + status);
    }

    private void awaitProgress(String stage, int blocks) {
        for (int i = 0; i < 600; i++) {
            if (column("SELECT done || '/' || blocks FROM progress").contains(blocks + "/" + blocks)
                    && !column("SELECT stage FROM progress WHERE stage = '" + stage + "'").isEmpty()) {
                return;
            }
            sleep();
        }
        throw new AssertionError(
                "no progress of " + stage + ": " + column("SELECT stage || done || '/' || blocks FROM progress"));
    }

    private static void sleep() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<?> column(String sql) {
        String condition = (sql.contains(" WHERE ") ? " AND" : " WHERE") + " experiment_id = :id ORDER BY 1";
        return QuarkusTransaction.requiringNew()
                .call(() -> entities.createNativeQuery(sql + condition).setParameter("id", id).getResultList());
    }

    private static List<NeuronLossesMeasured> sorted(Collection<NeuronLossesMeasured> events) {
        return events.stream().sorted(Comparator.comparing(NeuronLossesMeasured::getBlock)).toList();
    }
}
