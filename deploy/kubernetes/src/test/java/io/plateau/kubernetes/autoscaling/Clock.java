package io.plateau.kubernetes.autoscaling;

import java.util.PriorityQueue;

/** Simulated time, in seconds: what is to happen happens in order. */
final class Clock {
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long made;
    private double now;

    private record Event(double at, long number, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Double.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    double now() {
        return now;
    }

    void in(double seconds, Runnable what) {
        events.add(new Event(now + seconds, made++, what));
    }

    /** Lets the next thing happen; false when there is none. */
    boolean next() {
        Event event = events.poll();
        if (event == null) {
            return false;
        }
        now = event.at();
        event.what().run();
        return true;
    }
}
