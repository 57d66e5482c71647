package io.plateau.kubernetes.autoscaling;

import java.util.ArrayDeque;
import java.util.Deque;

/** KEDA and the HorizontalPodAutoscaler that it makes, as they decide every so often how many pods there are to be. */
final class Scaler {
    private final ScalingValues values;
    /** What was wanted within the stabilization window, with times. */
    private final Deque<double[]> wanted = new ArrayDeque<>();
    private double activeAt;

    Scaler(ScalingValues values) {
        this.values = values;
    }

    /**
     * @param lag records that are not committed
     * @param pending blocks of open stages, as Prometheus last saw them
     */
    int replicas(double now, int current, long lag, long pending) {
        boolean active = lag > 0 || values.pendingPerReplica() > 0 && pending > 0;
        activeAt = active ? now : activeAt;
        if (current == 0) {
            // KEDA starts the first; from then on the autoscaler decides.
            return active ? 1 : 0;
        }
        if (!active && now - activeAt >= values.cooldown()) {
            wanted.clear();
            return 0;
        }
        long byPending = values.pendingPerReplica() == 0 ? 0 : -Math.floorDiv(-pending, values.pendingPerReplica());
        long byLag = -Math.floorDiv(-lag, values.lagPerReplica());
        int want = (int) Math.max(1, Math.min(values.most(), Math.max(byLag, byPending)));
        wanted.add(new double[]{now, want});
        while (wanted.peek()[0] < now - values.stabilization()) {
            wanted.remove();
        }
        if (want > current) {
            // Kubernetes' defaults: twice as many, or four more, in fifteen seconds.
            return Math.min(want, Math.max(2 * current, current + 4));
        }
        int most = (int) wanted.stream().mapToDouble(w -> w[1]).max().orElseThrow();
        return Math.min(current, most);
    }
}
