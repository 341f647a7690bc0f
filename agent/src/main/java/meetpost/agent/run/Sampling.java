package meetpost.agent.run;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import meetpost.agent.sampling.HealthListener;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.sampling.Sampler;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.shaping.SampleDesk;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.Board;

/** From the sensors to what is worth publishing. */
final class Sampling {

    private final SampleDesk desk;
    private final FirstRound firstRound;
    private final Sampler sampler;

    /**
     * Asks nobody yet.
     *
     * @param session of this start of the program, for each reading
     */
    Sampling(
            List<SensorSettings> sensors,
            String session,
            Board board,
            Ticks ticks,
            Clock clock,
            Consumer<Reading> worth,
            HealthListener health) {
        desk = new SampleDesk(session, worth, health);
        firstRound = new FirstRound(sensors, desk);
        sampler = new Sampler(board, ticks, clock, firstRound);
    }

    SampleDesk desk() {
        return desk;
    }

    Sampler sampler() {
        return sampler;
    }

    /** From now on nothing comes of other sensors, nor of these as they were before. */
    void only(List<SensorSettings> sensors) {
        desk.sensors(sensors);
    }

    /** Asks these from now on. Does not block. */
    void run(List<SensorSettings> sensors) {
        sampler.run(sensors);
    }

    /** Asks each once, and says whether all have answered within {@code max}. Blocks for that. */
    boolean round(List<SensorSettings> sensors, Duration max) throws InterruptedException {
        return sampler.round(sensors, max);
    }

    /** Asks nobody any more. Blocks for {@code max} at most. */
    boolean stop(Duration max) throws InterruptedException {
        return sampler.stop(max);
    }

    /** Whether each sensor was asked once. */
    boolean hasTriedEverySensor() {
        return firstRound.isOver();
    }
}
