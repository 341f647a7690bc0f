package meetpost.agent.sampling;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import meetpost.agent.settings.SensorSettings;
import meetpost.drivers.sensor.Sensor;
import org.junit.jupiter.api.AfterEach;

/** A sampler on a bench, which ends with its test. */
abstract class SamplerRig {

    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration STOP = Duration.ofSeconds(10);

    final Bench bench = new Bench();
    final List<Sampler> started = new ArrayList<>();

    @AfterEach
    void stopAll() throws InterruptedException {
        for (Sampler sampler : started) {
            sampler.stop(Duration.ofMillis(100));
        }
    }

    Sampler run(SensorSettings... sensors) {
        return run(Duration.ofHours(1), sensors);
    }

    Sampler run(Duration deadline, SensorSettings... sensors) {
        Sampler sampler = bench.sampler(deadline);
        started.add(sampler);
        sampler.run(List.of(sensors));
        return sampler;
    }

    /** Waits until a sensor's worker and the timer sleep, then lets time go on. */
    void step(Duration by) throws InterruptedException {
        bench.ticks.awaitSleepers(2);
        bench.ticks.advance(by);
    }

    static Sensor failing(Exception thrown) {
        return () -> {
            if (thrown instanceof IOException e) {
                throw e;
            }
            throw (RuntimeException) thrown;
        };
    }
}
