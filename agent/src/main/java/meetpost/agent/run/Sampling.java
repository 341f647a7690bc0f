package meetpost.agent.run;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import meetpost.agent.counter.Counters;
import meetpost.agent.foreign.ForeignSensors;
import meetpost.agent.p1.P1Meters;
import meetpost.agent.sampling.HealthListener;
import meetpost.agent.sampling.Sample;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.sampling.SampleListener;
import meetpost.agent.sampling.Sampler;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.shaping.MeasuredListener;
import meetpost.agent.shaping.SampleDesk;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.Board;
import meetpost.drivers.sensor.Measurement;

/** From the sensors to what is worth publishing. */
final class Sampling {

    private final SampleDesk desk;
    private final FirstRound firstRound;
    private final Sampler sampler;
    private final ForeignSensors foreign;
    private final Counters counters;
    private final P1Meters meters;

    /** Sensors whose values others publish. */
    private volatile Set<String> unpublished = Set.of();

    /** Sensors that others publish. */
    private volatile Set<String> ofOthers = Set.of();

    /**
     * Asks nobody yet.
     *
     * @param session of this start of the program, for each reading
     * @param seen is given every reading that is worth it
     * @param published the same, of sensors that this board publishes
     * @param measured is told what sensors measured, each time
     * @param foreign gives what hears the sensors of others, for the listener that it is given
     * @param counting gives what counts pulses, for the listener that it is given
     */
    Sampling(
            List<SensorSettings> sensors,
            String session,
            Board board,
            Ticks ticks,
            Clock clock,
            Consumer<Reading> seen,
            Consumer<Reading> published,
            HealthListener health,
            MeasuredListener measured,
            Function<SampleListener, ForeignSensors> foreign,
            Function<SampleListener, Counters> counting) {
        desk =
                new SampleDesk(
                        session,
                        reading -> {
                            seen.accept(reading);
                            if (!unpublished.contains(reading.sensor())) {
                                published.accept(reading);
                            }
                        },
                        health,
                        (sensor, good, tick) ->
                                measured.measured(sensor, decisive(sensor, good), tick));
        firstRound = new FirstRound(asked(sensors), desk);
        sampler = new Sampler(board, ticks, clock, firstRound);
        this.foreign = foreign.apply(desk);
        counters = counting.apply(desk);
        meters = new P1Meters(board.serial(), desk, ticks, clock);
    }

    SampleDesk desk() {
        return desk;
    }

    Sampler sampler() {
        return sampler;
    }

    /** The newest sample of a sensor that is not asked; empty: there is none yet. */
    Optional<Sample> last(String sensor) {
        return counters.last(sensor).or(() -> meters.last(sensor));
    }

    Counters counters() {
        return counters;
    }

    /** From now on nothing comes of other sensors, nor of these as they were before. */
    void only(List<SensorSettings> sensors) {
        unpublished =
                sensors.stream()
                        .filter(each -> !each.isPublished())
                        .map(SensorSettings::name)
                        .collect(Collectors.toUnmodifiableSet());
        ofOthers =
                sensors.stream()
                        .filter(SensorSettings::isForeign)
                        .map(SensorSettings::name)
                        .collect(Collectors.toUnmodifiableSet());
        desk.sensors(sensors);
    }

    /** Asks these from now on. Does not block. */
    void run(List<SensorSettings> sensors) {
        sampler.run(asked(sensors));
        foreign.run(sensors);
        counters.run(sensors);
        meters.run(sensors);
    }

    /**
     * Asks each once, and says whether all have answered within {@code max}. Blocks for that. Those
     * of others come when they come: nobody waits for them.
     */
    boolean round(List<SensorSettings> sensors, Duration max) throws InterruptedException {
        return sampler.round(asked(sensors), max);
    }

    /** Asks nobody any more. Blocks for {@code max} at most. */
    boolean stop(Duration max) throws InterruptedException {
        boolean ended = sampler.stop(max.dividedBy(3));
        counters.stop(max.dividedBy(3));
        meters.stop(max.dividedBy(6));
        foreign.stop(max.dividedBy(6));
        return ended;
    }

    /** By what a broker had kept nothing is decided: it may be years old. */
    private List<Measurement> decisive(String sensor, List<Measurement> good) {
        return ofOthers.contains(sensor) && !foreign.isLive(sensor) ? List.of() : good;
    }

    /** Whether each sensor was asked once. */
    boolean hasTriedEverySensor() {
        return firstRound.isOver();
    }

    private static List<SensorSettings> asked(List<SensorSettings> sensors) {
        return sensors.stream().filter(SensorSettings::isAsked).toList();
    }
}
