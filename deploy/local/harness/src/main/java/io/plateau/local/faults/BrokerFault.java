package io.plateau.local.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import io.plateau.local.service.Service;

/** The broker is killed and started again on its log; in every second case a service starts while it is gone. */
record BrokerFault(Service moment, Service starting) implements Fault {

    static Fault of(SplittableRandom random, int turn) {
        Service[] services = Service.values();
        return new BrokerFault(FaultKind.inTurn(List.of(services), turn),
                random.nextBoolean() ? services[random.nextInt(services.length)] : null);
    }

    @Override
    public String kind() {
        return FaultKind.BROKER.label();
    }

    @Override
    public String description() {
        return "broker killed while " + moment.label() + " works, started on its log"
                + (starting == null ? "" : "; " + starting.label() + " starts meanwhile");
    }

    @Override
    public void strike(Cluster cluster) throws MissedException, ViolationException, IOException {
        try (Moments.Asked asked = cluster.moments().ask(moment, "after-commit")) {
            asked.await(() -> cluster.experiments().currentHasPassed(moment, "after-commit"));
            cluster.broker().kill();
        }
        try {
            Truth.requireNoneReady(cluster, "the broker is gone", Duration.ofSeconds(15));
            if (starting != null) {
                cluster.replica(starting).kill();
                Cluster.pause(Duration.ofSeconds(3));
            }
        } finally {
            cluster.broker().start();
        }
    }
}
