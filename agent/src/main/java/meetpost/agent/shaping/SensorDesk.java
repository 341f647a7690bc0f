package meetpost.agent.shaping;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Health;
import meetpost.agent.sampling.Health.Ill;
import meetpost.agent.sampling.Health.Well;
import meetpost.agent.sampling.HealthListener;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.SensorSettings;
import org.tinylog.Logger;

/** What becomes of the samples of one sensor. Safe for use by several threads. */
final class SensorDesk {

    /** The count of a row of faults is told this often at most. */
    private static final long REFRESH_NANOS = Duration.ofMinutes(1).toNanos();

    private final SensorSettings settings;
    private final Shaper shaper;
    private final Consumer<Reading> readings;
    private final HealthListener listener;
    private Optional<Health> told = Optional.empty();
    private Optional<Reading> latest = Optional.empty();
    private long published;
    private long faultsInARow;
    private long illSince;
    private long toldAt;

    /** Goes on counting after {@code published} readings. */
    SensorDesk(
            SensorSettings settings,
            Consumer<Reading> readings,
            HealthListener listener,
            long published) {
        this.settings = settings;
        this.shaper = new Shaper(settings);
        this.readings = readings;
        this.listener = listener;
        this.published = published;
    }

    SensorSettings settings() {
        return settings;
    }

    /** The sequence number of the last reading that was published. */
    synchronized long published() {
        return published;
    }

    /** How the sensor is; empty before its first sample. */
    synchronized Optional<Health> health() {
        return told;
    }

    /** What was published last. */
    synchronized Optional<Reading> latest() {
        return latest;
    }

    /** Gives the kind of fault if the reading is not to be believed. */
    synchronized Optional<FaultKind> read(Reading reading, long tick) {
        Shaped shaped = shaper.shape(reading.measurements(), tick);
        if (shaped instanceof Shaped.Refused refused) {
            ill(
                    new Fault(
                            settings.name(),
                            reading.time(),
                            refused.kind(),
                            settings.name() + ": " + refused.message()),
                    tick);
            return Optional.of(refused.kind());
        }
        if (shaped instanceof Shaped.Due due) {
            published++;
            var worth = new Reading(settings.name(), reading.time(), published, due.measurements());
            latest = Optional.of(worth);
            readings.accept(worth);
        }
        well(tick);
        return Optional.empty();
    }

    synchronized void failed(Fault fault, long tick) {
        shaper.interrupt();
        ill(fault, tick);
    }

    private void well(long tick) {
        if (faultsInARow > 0) {
            Logger.info(
                    "{}: well again after {} in {} s",
                    settings.name(),
                    faultsInARow == 1 ? "1 fault" : faultsInARow + " faults",
                    Duration.ofNanos(tick - illSince).toSeconds());
            faultsInARow = 0;
        }
        tell(new Well(), tick);
    }

    private void ill(Fault fault, long tick) {
        if (faultsInARow == 0) {
            illSince = tick;
            Logger.warn("{} ({})", fault.message(), fault.kind().text());
        }
        faultsInARow++;
        // Counted back, so that it is right even if the calendar has been set since.
        Instant since = fault.time().minusNanos(tick - illSince);
        tell(new Ill(fault.kind(), fault.message(), since, faultsInARow), tick);
    }

    private void tell(Health health, long tick) {
        if (told.isPresent() && same(told.get(), health) && !isDue(health, tick)) {
            return;
        }
        told = Optional.of(health);
        toldAt = tick;
        listener.changed(settings.name(), health);
    }

    private boolean isDue(Health health, long tick) {
        return health instanceof Ill && tick - toldAt >= REFRESH_NANOS;
    }

    private static boolean same(Health one, Health other) {
        if (one instanceof Ill ill && other instanceof Ill otherIll) {
            return ill.kind() == otherIll.kind();
        }
        return one.equals(other);
    }
}
