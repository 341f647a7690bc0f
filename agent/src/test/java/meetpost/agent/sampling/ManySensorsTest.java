package meetpost.agent.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import meetpost.agent.link.Eventually;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.time.Ticks;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Part.Attachment;
import meetpost.drivers.sensor.Quantity;
import meetpost.drivers.sensor.Sensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** By the operating system's clock, with drivers that block as the kernel does. */
@Timeout(300)
class ManySensorsTest {

    private static final Duration EVERY = Duration.ofSeconds(3);

    private final Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
    private final CountDownLatch free = new CountDownLatch(1);
    private final Map<String, AtomicInteger> readings = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> faults = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Sampler sampler =
            new Sampler(
                    new Bench().board(),
                    Ticks.REAL,
                    Clock.systemUTC(),
                    this::sampled,
                    Duration.ofSeconds(2));

    @AfterEach
    void stop() throws InterruptedException {
        free.countDown();
        sampler.stop(Duration.ofSeconds(60));
    }

    /** Three of ten buses hang as a whole: nothing interrupts a thread that is in the kernel. */
    @Test
    void threeHundredOfAThousandHangAndTheOthersGoOnWithFewThreads() throws Exception {
        List<SensorSettings> sensors = new ArrayList<>();
        for (int n = 0; n < 1_000; n++) {
            int bus = n % 10;
            sensors.add(sensor(n, new Wire.I2c(bus, 0x48), EVERY, bus < 3 ? hung(n) : well(n)));
        }

        sampler.run(sensors);

        for (int n = 0; n < 1_000; n++) {
            int sensor = n;
            if (n % 10 >= 3) {
                Eventually.within(
                        120, "three readings of " + n, () -> count(readings, sensor) >= 3);
            }
        }
        Map<String, Long> missed = sampler.missed();
        for (int n = 0; n < 1_000; n++) {
            if (n % 10 >= 3) {
                assertEquals(0, count(faults, n), "faults of " + n);
                assertTrue(missed.getOrDefault(name(n), 99L) <= 2, n + ": " + missed.get(name(n)));
            }
        }
        assertEquals(1 + 10 + 8, threads());
        for (int n = 0; n < 1_000; n++) {
            int sensor = n;
            if (n % 10 < 3) {
                Eventually.within(120, "a fault of " + n, () -> count(faults, sensor) == 1);
                assertTrue(count(asked, n) <= 1, n + " was asked " + count(asked, n) + " times");
            }
        }
    }

    @Test
    void fiveThatHangOnOneBusCostTheSixthNothing() throws Exception {
        List<SensorSettings> sensors = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            sensors.add(sensor(n, new Wire.I2c(1, 0x40 + n), EVERY, n < 5 ? hung(n) : well(n)));
        }

        sampler.run(sensors);

        Eventually.within(120, "three readings", () -> count(readings, 5) >= 3);
        assertTrue(sampler.missed().getOrDefault(name(5), 99L) <= 2, sampler.missed().toString());
        assertEquals(0, count(faults, 5));
    }

    /** Each takes 750 ms in the kernel: one after the other they would take 18 s. */
    @Test
    void twentyFourSlowOnesOnOneWireMissNoneInTenSeconds() throws Exception {
        List<SensorSettings> sensors = new ArrayList<>();
        for (int n = 0; n < 24; n++) {
            Wire wire = new Wire.OneWire(Optional.of("28-%012x".formatted(n)));
            sensors.add(sensor(n, wire, Duration.ofSeconds(10), slow(n)));
        }

        sampler.run(sensors);

        for (int n = 0; n < 24; n++) {
            int sensor = n;
            Eventually.within(120, "two readings of " + n, () -> count(readings, sensor) >= 2);
        }
        assertEquals(24, sampler.missed().values().stream().filter(each -> each == 0).count());
    }

    @Test
    void threadsDoNotGrowWithSensors() {
        List<SensorSettings> few = new ArrayList<>();
        List<SensorSettings> many = new ArrayList<>();
        for (int n = 0; n < 1_000; n++) {
            SensorSettings sensor = sensor(n, new Wire.I2c(1, 0x48), EVERY, well(n));
            many.add(sensor);
            if (n < 20) {
                few.add(sensor);
            }
        }

        assertEquals(0, Sampler.threads(List.of()));
        assertEquals(2, Sampler.threads(few.subList(0, 1)));
        assertEquals(10, Sampler.threads(few));
        assertEquals(10, Sampler.threads(many));
    }

    private Sensor well(int n) {
        return () -> {
            count(asked, name(n));
            return Bench.celsius(20);
        };
    }

    private Sensor hung(int n) {
        return () -> {
            count(asked, name(n));
            uninterruptibly();
            return Bench.celsius(20);
        };
    }

    private Sensor slow(int n) {
        return () -> {
            count(asked, name(n));
            Ticks.REAL.until(Ticks.REAL.now() + Duration.ofMillis(750).toNanos());
            return Bench.celsius(20);
        };
    }

    private void uninterruptibly() {
        while (free.getCount() > 0) {
            try {
                free.await();
            } catch (InterruptedException e) {
                // As in the kernel, where nothing interrupts it.
            }
        }
    }

    private void sampled(SensorSettings sensor, Sample sample, long tick) {
        if (sample instanceof Reading) {
            count(readings, sample.sensor());
        } else if (sample instanceof Fault) {
            count(faults, sample.sensor());
        }
    }

    private static void count(Map<String, AtomicInteger> counts, String name) {
        counts.computeIfAbsent(name, any -> new AtomicInteger()).incrementAndGet();
    }

    private static int count(Map<String, AtomicInteger> counts, int n) {
        return counts.getOrDefault(name(n), new AtomicInteger()).get();
    }

    private static String name(int n) {
        return "s" + n;
    }

    private long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.startsWith("sensor-") && !name.equals("sensor-watch"))
                .count();
    }

    private static SensorSettings sensor(int n, Wire wire, Duration every, Sensor sensor) {
        var part =
                new Part(
                        "acme,probe",
                        wire instanceof Wire.OneWire
                                ? new Attachment.OneWire(0x28)
                                : new Attachment.I2c(List.of(0x48)),
                        List.of(Quantity.TEMPERATURE),
                        wiring -> sensor);
        return new SensorSettings(
                name(n),
                name(n),
                part,
                wire,
                every,
                1,
                Map.of(),
                new HashMap<>(),
                Duration.ofMinutes(5),
                Optional.empty(),
                "sensoren/" + name(n),
                false);
    }
}
