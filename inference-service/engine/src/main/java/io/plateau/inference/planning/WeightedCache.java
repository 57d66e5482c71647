package io.plateau.inference.planning;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Values used lately, within a bound on the sum of their weights; the least recently used go first. A value heavier than the
 * bound is not kept.
 */
final class WeightedCache<K, V> {
    private final long capacity;
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    private record Entry<V>(V value, long weight) {
    }

    /** @param capacity in the unit of the weights, bytes */
    WeightedCache(long capacity) {
        this.capacity = capacity;
    }

    synchronized Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    synchronized void put(K key, V value, long weighing) {
        Entry<V> before = entries.remove(key);
        weight -= before == null ? 0 : before.weight();
        if (weighing > capacity) {
            return;
        }
        entries.put(key, new Entry<>(value, weighing));
        weight += weighing;
        for (Iterator<Entry<V>> oldest = entries.values().iterator(); weight > capacity;) {
            weight -= oldest.next().weight();
            oldest.remove();
        }
    }

    /** Sum of the weights of what is kept. */
    synchronized long weight() {
        return weight;
    }
}
