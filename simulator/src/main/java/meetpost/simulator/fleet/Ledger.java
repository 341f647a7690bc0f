package meetpost.simulator.fleet;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What every sensor of the fleet has published, and what of it arrived. A reading is the number of
 * readings so far, as of a pulse counter: so whoever reads it knows which one it is. Safe for use
 * by several threads.
 */
final class Ledger {

    /** So many readings of a sensor may be under way. */
    private static final int UNDER_WAY = 64;

    private final AtomicLongArray sentAt;
    private final AtomicIntegerArray published;
    private final AtomicIntegerArray acknowledged;
    private final AtomicIntegerArray arrived;
    private final AtomicIntegerArray latest;
    private final AtomicLong twice = new AtomicLong();

    Ledger(int sensors) {
        this.sentAt = new AtomicLongArray(sensors * UNDER_WAY);
        this.published = new AtomicIntegerArray(sensors);
        this.acknowledged = new AtomicIntegerArray(sensors);
        this.arrived = new AtomicIntegerArray(sensors);
        this.latest = new AtomicIntegerArray(sensors);
    }

    /** The next reading of this sensor, from 1 on, which is published now. */
    int publish(int sensor, long tick) {
        int reading = published.incrementAndGet(sensor);
        sentAt.set(slot(sensor, reading), tick);
        return reading;
    }

    /** The broker has it. */
    void acknowledge(int sensor) {
        acknowledged.incrementAndGet(sensor);
    }

    /**
     * It came back.
     *
     * @return how long it took in nanoseconds; below 0 if that is not known
     */
    long arrive(int sensor, int reading, long tick) {
        if (reading <= latest.get(sensor)) {
            twice.incrementAndGet();
            return -1;
        }
        latest.set(sensor, reading);
        arrived.incrementAndGet(sensor);
        boolean known = published.get(sensor) - reading < UNDER_WAY;
        return known ? tick - sentAt.get(slot(sensor, reading)) : -1;
    }

    long published() {
        return sum(published);
    }

    long acknowledged() {
        return sum(acknowledged);
    }

    long arrived() {
        return sum(arrived);
    }

    /** Arrived a second time, which QoS 1 allows. */
    long twice() {
        return twice.get();
    }

    /** Acknowledged, and yet never arrived. */
    long lost() {
        long lost = 0;
        for (int sensor = 0; sensor < acknowledged.length(); sensor++) {
            lost += Math.max(0, acknowledged.get(sensor) - arrived.get(sensor));
        }
        return lost;
    }

    private static int slot(int sensor, int reading) {
        return sensor * UNDER_WAY + reading % UNDER_WAY;
    }

    private static long sum(AtomicIntegerArray array) {
        long sum = 0;
        for (int i = 0; i < array.length(); i++) {
            sum += array.get(i);
        }
        return sum;
    }
}
