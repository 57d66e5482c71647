package io.plateau.validity;

import java.util.function.Consumer;

import io.plateau.validity.study.AttentionStudy;
import io.plateau.validity.study.ClusteringStudy;
import io.plateau.validity.study.CommunityStudy;
import io.plateau.validity.study.DimensionalityStudy;
import io.plateau.validity.study.EnrichmentStudy;
import io.plateau.validity.study.JointStudy;
import io.plateau.validity.study.PatchingStudy;
import io.plateau.validity.study.PlateauSizeStudy;
import io.plateau.validity.study.RareCommonStudy;
import io.plateau.validity.study.RegimeStudy;
import io.plateau.validity.study.RoutingStudy;
import io.plateau.validity.study.SegmentStudy;
import io.plateau.validity.study.SpectraStudy;
import io.plateau.validity.study.TailStudy;

/** All studies one after the other; the same size and seed give the same findings. */
public final class ValidityStudy {
    private ValidityStudy() {
    }

    /** @param progress called with each study as it begins */
    public static Findings run(Size size, long seed, Consumer<String> progress) {
        Findings findings = new Findings(size, seed);
        progress.accept("Regimes of pure power laws ...");
        RegimeStudy.run(findings);
        progress.accept("Broken power laws ...");
        SegmentStudy.run(findings);
        progress.accept("Planted plateaus ...");
        PlateauSizeStudy.run(findings);
        progress.accept("Rare against common tokens ...");
        RareCommonStudy.run(findings);
        progress.accept("Joint ablations ...");
        JointStudy.run(findings);
        progress.accept("Tails ...");
        TailStudy.run(findings);
        progress.accept("Clustering without structure ...");
        ClusteringStudy.run(findings);
        progress.accept("Planted communities ...");
        CommunityStudy.run(findings);
        progress.accept("Dimensionality, weight spectra and enrichment ...");
        DimensionalityStudy.run(findings);
        SpectraStudy.run(findings);
        EnrichmentStudy.run(findings);
        progress.accept("Concentration of attention ...");
        AttentionStudy.run(findings);
        progress.accept("Patches ...");
        PatchingStudy.run(findings);
        progress.accept("Wired heads ...");
        RoutingStudy.run(findings);
        return findings;
    }
}
