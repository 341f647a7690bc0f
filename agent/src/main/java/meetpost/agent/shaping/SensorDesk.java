package meetpost.agent.shaping;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Health;
import meetpost.agent.sampling.Health.Ill;
import meetpost.agent.sampling.Health.Partial;
import meetpost.agent.sampling.Health.Well;
import meetpost.agent.sampling.HealthListener;
import meetpost.agent.sampling.Sample.Failed;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.SensorSettings;
import meetpost.drivers.sensor.Quantity;
import org.tinylog.Logger;

/** What becomes of the samples of one sensor. Safe for use by several threads. */
final class SensorDesk {

    /** The count of a row of faults is told this often at most. */
    private static final long REFRESH_NANOS = Duration.ofMinutes(1).toNanos();

    private final SensorSettings settings;
    private final String session;
    private final Shaper shaper;
    private final Consumer<Reading> readings;
    private final HealthListener listener;
    private final MeasuredListener measured;
    private Optional<Health> told = Optional.empty();
    private Optional<Reading> latest = Optional.empty();
    private long published;
    private long faultsInARow;
    private long illSince;
    private long toldAt;
    private boolean ended;

    /** Goes on counting after {@code published} readings. */
    SensorDesk(
            SensorSettings settings,
            String session,
            Consumer<Reading> readings,
            HealthListener listener,
            MeasuredListener measured,
            long published) {
        this.settings = settings;
        this.session = session;
        this.shaper = new Shaper(settings);
        this.readings = readings;
        this.listener = listener;
        this.measured = measured;
        this.published = published;
    }

    SensorSettings settings() {
        return settings;
    }

    /**
     * Gives and tells nothing any more.
     *
     * @return the sequence number of the last reading that was published
     */
    synchronized long end() {
        ended = true;
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

    /**
     * Takes a reading.
     *
     * @param unmeasured the quantities that it lacks
     * @return the faults in it; all of it is one where {@link Verdict#believed} is false
     */
    synchronized Verdict read(Reading reading, List<Failed> unmeasured, long tick) {
        if (ended) {
            return new Verdict(false, List.of());
        }
        Shaped shaped = shaper.shape(reading.measurements(), unmeasured, tick);
        measured.measured(settings.name(), shaper.believed(), tick);
        if (shaped instanceof Shaped.Refused refused) {
            ill(
                    new Fault(
                            settings.name(),
                            reading.time(),
                            refused.kind(),
                            settings.name() + ": " + refused.message()),
                    tick);
            return new Verdict(false, List.of(refused.kind()));
        }
        List<Failed> failed;
        if (shaped instanceof Shaped.Due due) {
            published++;
            var worth =
                    new Reading(
                            settings.name(),
                            reading.time(),
                            published,
                            due.measurements(),
                            true,
                            session);
            latest = Optional.of(worth);
            readings.accept(worth);
            failed = due.failed();
        } else {
            failed = ((Shaped.Silent) shaped).failed();
        }
        if (failed.isEmpty()) {
            well(tick);
        } else {
            partial(reading, failed, tick);
        }
        return new Verdict(true, failed.stream().map(Failed::kind).toList());
    }

    /** What a reading was worth. */
    record Verdict(boolean believed, List<FaultKind> faults) {}

    synchronized void failed(Fault fault, long tick) {
        if (ended) {
            return;
        }
        shaper.interrupt();
        measured.measured(settings.name(), List.of(), tick);
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
        Ill health = row(fault, tick);
        if (told.isEmpty() || !(told.get() instanceof Ill)) {
            Logger.warn("{} ({})", fault.message(), fault.kind().text());
        }
        tell(health, tick);
    }

    /** Some quantities have failed, the others go on. */
    private void partial(Reading reading, List<Failed> failed, long tick) {
        String message =
                settings.name()
                        + ": "
                        + failed.stream().map(Failed::message).distinct().collect(joining("; "));
        FaultKind kind = failed.get(0).kind();
        Ill fault = row(new Fault(settings.name(), reading.time(), kind, message), tick);
        var health = new Partial(fault, inOrder(failed));
        if (told.isEmpty() || !same(told.get(), health)) {
            Logger.warn("{} ({}); what else it measures goes on", message, kind.text());
        }
        tell(health, tick);
    }

    private List<Quantity> inOrder(List<Failed> failed) {
        List<Quantity> order = settings.quantities();
        return failed.stream()
                .map(Failed::quantity)
                .sorted(Comparator.comparingInt(order::indexOf))
                .toList();
    }

    /** Counts one more fault of this row. */
    private Ill row(Fault fault, long tick) {
        if (faultsInARow == 0) {
            illSince = tick;
        }
        faultsInARow++;
        // Counted back, so that it is right even if the calendar has been set since.
        Instant since = fault.time().minusNanos(tick - illSince);
        return new Ill(fault.kind(), fault.message(), since, faultsInARow);
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
        return !(health instanceof Well) && tick - toldAt >= REFRESH_NANOS;
    }

    private static boolean same(Health one, Health other) {
        if (one instanceof Ill ill && other instanceof Ill otherIll) {
            return ill.kind() == otherIll.kind();
        }
        if (one instanceof Partial partial && other instanceof Partial otherPartial) {
            return partial.fault().kind() == otherPartial.fault().kind()
                    && partial.failed().equals(otherPartial.failed());
        }
        return one.equals(other);
    }
}
