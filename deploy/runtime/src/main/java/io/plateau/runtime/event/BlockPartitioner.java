package io.plateau.runtime.event;

import java.math.BigInteger;
import java.util.Map;
import java.util.stream.IntStream;

import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;

/**
 * Spreads the blocks of a stage evenly over the partitions: hashed, of 24 blocks on 24 partitions a third of the partitions
 * would get none. Blocks in succession are as far from each other as can be, so that however few are published ahead, replicas
 * with neighbouring partitions find work alike.
 */
public final class BlockPartitioner implements Partitioner {
    /** Multiples of no other share of a circle are spread as evenly, however many there are. */
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    @Override
    public int partition(String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
        return partition(String.valueOf(key), cluster.partitionCountForTopic(topic));
    }

    /** @param key ends with a slash and the number of the block, where the event is of one */
    static int partition(String key, int partitions) {
        int slash = key.lastIndexOf('/');
        String number = key.substring(slash + 1);
        boolean block = slash >= 0 && number.matches("[0-9]{1,9}");
        long begin = Utils.toPositive(Utils.murmur2(Utils.utf8(block ? key.substring(0, slash) : key)));
        return (int) ((begin + (block ? Long.parseLong(number) * step(partitions) : 0)) % partitions);
    }

    /** Coprime to the number of partitions, so that all are reached before one is again. */
    static int step(int partitions) {
        double ideal = partitions * GOLDEN;
        return IntStream.rangeClosed(1, partitions).filter(step -> coprime(step, partitions)).boxed()
                .min((a, b) -> Double.compare(Math.abs(a - ideal), Math.abs(b - ideal))).orElseThrow();
    }

    private static boolean coprime(int a, int b) {
        return BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).equals(BigInteger.ONE);
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // It has none.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
