package meetpost.simulator.fleet;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What happened to the connections of a fleet. Safe for use by several threads. */
final class Tally {

    final AtomicInteger connected = new AtomicInteger();
    final AtomicInteger broken = new AtomicInteger();
    final AtomicInteger watching = new AtomicInteger();
    final AtomicInteger commanded = new AtomicInteger();
    final AtomicInteger obeyed = new AtomicInteger();
    final AtomicInteger mourned = new AtomicInteger();
    final AtomicInteger cleared = new AtomicInteger();

    /** Sessions of observers that ended: what passed meanwhile nobody saw. */
    final AtomicInteger blind = new AtomicInteger();

    /** How long devices were without a session that had one before. */
    final Latencies away = new Latencies();

    private Optional<String> trouble = Optional.empty();

    /** The first thing that went wrong is the one to tell of. */
    synchronized void trouble(String text) {
        trouble = trouble.or(() -> Optional.of(text));
    }

    synchronized Optional<String> trouble() {
        return trouble;
    }
}
