package io.plateau.influence.store;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import io.plateau.contracts.Stage;
import io.plateau.influence.effects.Effect;
import io.plateau.influence.effects.EffectReport;
import io.plateau.influence.effects.GroupEffects;
import io.plateau.influence.effects.Role;
import io.plateau.influence.joint.CausalNeedVerdict;
import io.plateau.influence.joint.Dose;
import io.plateau.influence.joint.JointReport;
import io.plateau.influence.joint.SetLosses;
import io.plateau.influence.joint.Sufficiency;
import io.plateau.runtime.store.BulkWriter;
import io.plateau.statistics.tokens.TokenGroup;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The results of the causes stage. */
@ApplicationScoped
public class CauseRepository {
    private static final List<String> EFFECTS = List.of("experiment_id", "token_group", "neuron", "total", "direct",
            "norm_mediated", "frequency_mediated", "entropy_change", "unigram_kl_change", "total_se", "direct_se",
            "norm_mediated_se", "frequency_mediated_se", "entropy_change_se", "unigram_kl_change_se", "role");
    private static final List<String> ENRICHMENT = List.of("experiment_id", "token_group", "role", "in_plateau",
            "plateau", "in_layer", "layer", "matched_mean", "p_hypergeometric", "p_value", "p_corrected");
    private static final List<String> DOSES = List.of("experiment_id", "token_group", "size", "is_studied", "change",
            "low", "high", "synergy", "synergy_low", "synergy_high", "controls", "controls_mean", "controls_low",
            "controls_high", "selectivity", "selectivity_controls", "selectivity_low", "selectivity_high", "p_value");
    private static final List<String> CONTROLS = List.of("experiment_id", "size", "control", "rare", "common");
    private static final List<String> SUFFICIENCY = List.of("experiment_id", "token_group", "size", "change", "low",
            "high", "share_of_gap", "suffices");

    private final EntityManager entities;
    private final BulkWriter writer;

    CauseRepository(EntityManager entities, BulkWriter writer) {
        this.entities = entities;
        this.writer = writer;
    }

    /** Inside the caller's transaction. */
    public void save(String experimentId, Optional<EffectReport> effects, Optional<JointReport> joint,
            CausalNeedVerdict verdict, double withinGap) {
        effects.ifPresent(report -> save(experimentId, report));
        joint.ifPresent(report -> save(experimentId, report, withinGap));
        entities.persist(VerdictEntity.of(experimentId, Stage.CAUSES, verdict));
        entities.flush();
    }

    private void save(String experimentId, EffectReport report) {
        for (int g = 0; g < report.groups().size(); g++) {
            GroupEffects group = report.groups().get(g);
            Role[] roles = report.roles().get(g);
            if (group.positions() > 0) {
                writer.write("neuron_effect", EFFECTS,
                        IntStream.range(0, roles.length).mapToObj(n -> effects(experimentId, group, n, roles[n])));
            }
        }
        writer.write("role_enrichment", ENRICHMENT, report.enrichment().stream()
                .map(e -> new Object[]{experimentId, e.group().label(), e.role().label(), e.inPlateau(), e.plateau(),
                        e.inLayer(), e.layer(), e.matchedMean(), e.hypergeometric(), e.permutation(),
                        e.corrected()}));
        writer.analyze("neuron_effect");
    }

    private static Object[] effects(String experimentId, GroupEffects group, int n, Role role) {
        Stream<Object> means = Stream.of(Effect.values()).map(e -> Float64.orNull(group.mean(e, n)));
        Stream<Object> errors = Stream.of(Effect.values()).map(e -> Float64.orNull(group.standardError(e, n)));
        return Stream.of(Stream.<Object>of(experimentId, group.group().label(), n), means, errors,
                Stream.<Object>of(role.label())).flatMap(part -> part).toArray();
    }

    private void save(String experimentId, JointReport report, double withinGap) {
        writer.write("joint_dose", DOSES, report.doses().stream().flatMap(dose -> Stream.of(TokenGroup.values())
                .map(group -> dose(experimentId, group, dose, dose.size() == report.studied()))));
        writer.write("joint_control", CONTROLS, report.doses().stream().flatMap(dose -> IntStream
                .range(0, dose.controls().size())
                .mapToObj(c -> new Object[]{experimentId, dose.size(), c,
                        Float64.orNull(dose.controls().get(c).rare()),
                        Float64.orNull(dose.controls().get(c).common())})));
        writer.write("joint_sufficiency", SUFFICIENCY, report.sufficiency().stream().flatMap(s -> Stream
                .of(TokenGroup.values()).map(group -> sufficiency(experimentId, group, s, withinGap))));
    }

    private static Object[] dose(String experimentId, TokenGroup group, Dose dose, boolean studied) {
        boolean rare = group == TokenGroup.RARE;
        SetLosses.Mean change = rare ? dose.rare() : dose.common();
        SetLosses.Mean synergy = rare ? dose.rareSynergy() : dose.commonSynergy();
        Dose.Band controls = rare ? dose.rareControls() : dose.commonControls();
        Dose.Band selective = dose.selectivityOfControls();
        return new Object[]{experimentId, group.label(), dose.size(), studied, Float64.orNull(change.mean()),
                Float64.orNull(change.low()), Float64.orNull(change.high()), Float64.orNull(synergy.mean()),
                Float64.orNull(synergy.low()), Float64.orNull(synergy.high()), dose.controls().size(),
                Float64.orNull(controls.mean()), Float64.orNull(controls.low()), Float64.orNull(controls.high()),
                Float64.orNull(dose.selectivity()), Float64.orNull(selective.mean()), Float64.orNull(selective.low()),
                Float64.orNull(selective.high()), dose.pValue()};
    }

    private static Object[] sufficiency(String experimentId, TokenGroup group, Sufficiency s, double withinGap) {
        SetLosses.Mean change = group == TokenGroup.RARE ? s.rare() : s.common();
        double gap = group == TokenGroup.RARE ? s.rareGap() : s.commonGap();
        return new Object[]{experimentId, group.label(), s.size(), Float64.orNull(change.mean()),
                Float64.orNull(change.low()), Float64.orNull(change.high()), Float64.orNull(gap),
                Double.isFinite(gap) ? gap <= withinGap : null};
    }

    /** The verdict as stored. */
    public Optional<CausalNeedVerdict> verdict(String experimentId) {
        return QuarkusTransaction.requiringNew().call(() -> Optional
                .ofNullable(entities.find(VerdictEntity.class, VerdictEntity.key(experimentId, Stage.CAUSES)))
                .map(row -> new CausalNeedVerdict(row.outcome, row.statistic, row.value, row.pValue, row.test,
                        row.summary)));
    }
}
