package io.plateau.local.moment;

import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Announces the moments of a block's life to a fault harness and blocks until the harness releases them. */
final class Standstills {
    private final MomentFiles files;

    Standstills(MomentFiles files) {
        this.files = files;
    }

    /** Reaches a moment: returns at once, or once the harness that requested it releases the service. */
    void reach(Moment moment, String stage, String experimentId) {
        files.claim(moment, stage, experimentId).ifPresent(this::standStill);
    }

    /**
     * A computation begins: strikes it where it is poisoned, and where the harness requested {@link Moment#DURING_COMPUTE},
     * reaches that a few milliseconds later.
     *
     * @return ends when that moment is over
     */
    Thread begin(String stage, String experimentId) {
        reach(Moment.BEFORE_COMPUTE, stage, experimentId);
        files.poison(stage, experimentId).ifPresent(PoisonedBlock::strike);
        Thread during = new Thread(() -> during(stage, experimentId), "during-compute");
        during.setDaemon(true);
        if (files.asked(Moment.DURING_COMPUTE, stage, experimentId)) {
            during.start();
        }
        return during;
    }

    private void during(String stage, String experimentId) {
        try {
            // Into the computation: blocks of the smallest models take a few times as long.
            Thread.sleep(5);
            reach(Moment.DURING_COMPUTE, stage, experimentId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void standStill(Path reached) {
        // Made late: before the service has set its log manager up, there must be no logger.
        Logger log = Logger.getLogger(Standstills.class.getName());
        log.log(Level.INFO, "at the moment {0}", reached.getFileName());
        if (!files.awaitLifted(reached)) {
            log.log(Level.WARNING, "the moment {0} was not released; continuing", reached.getFileName());
        }
    }
}
