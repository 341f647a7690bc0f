package meetpost.agent.sampling;

import static meetpost.agent.sampling.Bench.celsius;
import static meetpost.agent.sampling.Bench.sensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.sensor.Sensed;
import meetpost.drivers.sensor.Sensor;
import meetpost.drivers.sensor.SensorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SamplerTest extends SamplerRig {

    @Test
    void asksAtOnceAndThenAtEachPlannedInstant() throws Exception {
        var asked = new AtomicInteger();
        run(sensor("t", SECOND, wiring -> () -> celsius(20 + asked.incrementAndGet())));

        assertEquals("0 ms: 21.0", bench.next("t").text());
        step(SECOND);
        assertEquals("1000 ms: 22.0", bench.next("t").text());
        step(SECOND);
        assertEquals("2000 ms: 23.0", bench.next("t").text());
    }

    /** A board may have outputs only. */
    @Test
    void isAliveWithoutASensor() {
        Sampler sampler = bench.sampler();
        sampler.run(List.of());
        long now = Ticks.REAL.now();

        assertTrue(sampler.turned() - now >= 0, "nothing can hang");
    }

    @Test
    void stampsAReadingWithCalendarAndNumber() throws Exception {
        run(sensor("t", SECOND, wiring -> () -> celsius(21.5)));
        bench.next("t");
        step(SECOND);

        var reading = (Reading) bench.next("t").sample();

        assertEquals(
                new Reading(
                        "t",
                        Instant.parse("2026-11-21T10:00:00Z"),
                        2,
                        celsius(21.5).measurements()),
                reading);
    }

    @Test
    void skipsAndCountsTheInstantsThatASlowSensorMisses() throws Exception {
        Sensor slow = () -> celsius(waited(bench, Duration.ofMillis(2_500)));
        Sampler sampler = run(sensor("t", SECOND, wiring -> slow));

        bench.ticks.awaitSleepers(2);
        bench.ticks.advance(Duration.ofMillis(2_500));
        assertEquals("0 ms: 20.0", bench.next("t").text());
        step(Duration.ofMillis(500));
        bench.ticks.awaitSleepers(2);
        bench.ticks.advance(Duration.ofMillis(2_500));

        assertEquals("3000 ms: 20.0", bench.next("t").text());
        bench.ticks.awaitSleepers(2);
        assertEquals(Map.of("t", 4L), sampler.missed());
    }

    @Test
    void neverLetsOneSensorDisturbAnother() throws Exception {
        Sensor dead = failing(new IllegalStateException("a bug"));
        run(sensor("dead", SECOND, wiring -> dead), sensor("t", SECOND, w -> () -> celsius(21)));

        bench.next("dead");
        for (int second = 0; second < 10; second++) {
            assertEquals(second * 1000 + " ms: 21.0", bench.next("t").text());
            bench.ticks.awaitSleepers(2);
            bench.ticks.advance(SECOND);
        }
    }

    @Test
    void seesASensorThatIsPluggedInLater() throws Exception {
        var plugged = new AtomicBoolean();
        run(
                sensor(
                        "t",
                        SECOND,
                        wiring -> {
                            if (!plugged.get()) {
                                throw new BusException(BusException.Kind.NO_ANSWER, "nothing");
                            }
                            return () -> celsius(21);
                        }));
        assertEquals("0 ms: no-answer", bench.next("t").text());

        plugged.set(true);
        step(SECOND);

        assertEquals("1000 ms: 21.0", bench.next("t").text());
    }

    @Test
    void reportsASensorThatHangsWhileTheOthersGoOn() throws Exception {
        var free = new CountDownLatch(1);
        var asked = new AtomicInteger();
        Sensor hung =
                () -> {
                    double number = asked.incrementAndGet();
                    free.await();
                    return celsius(number);
                };
        run(
                Duration.ofSeconds(1),
                sensor("hung", SECOND, wiring -> hung),
                sensor("t", SECOND, wiring -> () -> celsius(21)));

        var fault = (Fault) bench.next("hung").sample();

        assertEquals(FaultKind.BUS, fault.kind());
        assertEquals(
                "hung: a measurement has not ended after 1 s, expected it within 1 s",
                fault.message());
        // Its bus's own worker hangs with it: another one does its work.
        assertEquals("21.0", numberAsTimeGoesOn("t"));
        assertEquals("21.0", numberAsTimeGoesOn("t"));
        free.countDown();
        assertEquals("2.0", numberAsTimeGoesOn("hung"));
    }

    private String numberAsTimeGoesOn(String sensor) throws InterruptedException {
        while (bench.unread(sensor) == 0) {
            bench.ticks.advance(Duration.ofMillis(50));
            if (bench.unread(sensor) == 0) {
                bench.ticks.awaitAnySleeper();
            }
        }
        return bench.next(sensor).text().replaceFirst(".*: ", "");
    }

    @Test
    void opensAPartAnewThatHung() throws Exception {
        var free = new CountDownLatch(1);
        var opened = new AtomicInteger();
        run(
                Duration.ofMillis(20),
                sensor(
                        "t",
                        SECOND,
                        wiring -> {
                            double number = opened.incrementAndGet();
                            return () -> {
                                free.await();
                                return celsius(number);
                            };
                        }));
        assertEquals("0 ms: bus", bench.next("t").text());

        free.countDown();
        step(SECOND);

        assertEquals("1000 ms: 2.0", bench.next("t").text());
    }

    @Test
    void doesNotAccuseASensorThatIsOnlySlow() throws Exception {
        run(Duration.ofHours(1), sensor("t", SECOND, w -> () -> celsius(waited(bench, SECOND))));

        bench.ticks.awaitSleepers(2);
        bench.ticks.advance(SECOND);

        assertEquals("0 ms: 20.0", bench.next("t").text());
    }

    @Test
    void stopsInTimeAlthoughASensorHangs() throws Exception {
        var inside = new CountDownLatch(1);
        Sensor hung =
                () -> {
                    inside.countDown();
                    return uninterruptible();
                };
        Sampler sampler = run(sensor("hung", SECOND, wiring -> hung));
        assertTrue(inside.await(20, TimeUnit.SECONDS));

        assertFalse(sampler.stop(Duration.ofMillis(50)));
    }

    @Test
    void givesNothingMoreAfterTheStop() throws Exception {
        Sampler sampler = run(sensor("t", SECOND, wiring -> () -> celsius(21)));
        bench.next("t");
        bench.ticks.awaitSleepers(2);

        assertTrue(sampler.stop(STOP));
        bench.ticks.advance(Duration.ofHours(1));
        sampler.run(List.of(sensor("u", SECOND, wiring -> () -> celsius(21))));

        assertTrue(sampler.stop(STOP));
        assertEquals(0, bench.unread("t"));
        assertEquals(0, bench.unread("u"));
    }

    @Test
    void leavesAloneWhatNewSettingsDoNotChange() throws Exception {
        var opened = new AtomicInteger();
        SensorSettings kept =
                sensor(
                        "kept",
                        SECOND,
                        wiring -> {
                            opened.incrementAndGet();
                            return () -> celsius(21);
                        });
        SensorSettings changed = sensor("changed", SECOND, wiring -> () -> celsius(1));
        Sampler sampler = run(kept, changed, sensor("gone", SECOND, wiring -> () -> celsius(2)));
        bench.next("kept");
        bench.next("changed");
        bench.next("gone");
        bench.ticks.awaitSleepers(2);
        bench.ticks.advance(Duration.ofMillis(400));

        sampler.run(List.of(kept, sensor("changed", SECOND, wiring -> () -> celsius(3))));

        assertEquals("400 ms: 3.0", bench.next("changed").text());
        bench.ticks.awaitSleepers(2);
        bench.ticks.advance(Duration.ofMillis(600));
        assertEquals("1000 ms: 21.0", bench.next("kept").text());
        assertEquals(1, opened.get());
        assertEquals(0, bench.unread("gone"));
    }

    @Test
    void asksEachSensorOnceInARound() throws Exception {
        Sampler sampler = bench.sampler();
        started.add(sampler);
        Sensor dead = failing(new BusException(BusException.Kind.NO_ANSWER, "nothing"));

        boolean done =
                sampler.round(
                        List.of(
                                sensor("t", SECOND, wiring -> () -> celsius(21)),
                                sensor("dead", SECOND, wiring -> dead)),
                        STOP);

        assertTrue(done);
        assertEquals("0 ms: 21.0", bench.next("t").text());
        assertEquals("0 ms: no-answer", bench.next("dead").text());
        assertEquals(0, bench.unread("t"));
    }

    @Test
    void waitsInARoundForASensorThatIsNotReady() throws Exception {
        Sampler sampler = bench.sampler();
        started.add(sampler);
        var asked = new AtomicInteger();
        Sensor converting =
                () -> {
                    if (asked.incrementAndGet() < 3) {
                        throw new SensorException(SensorException.Kind.NOT_READY, "converting");
                    }
                    return celsius(21);
                };
        var round =
                new Thread(
                        () -> {
                            try {
                                sampler.round(List.of(sensor("t", SECOND, w -> converting)), STOP);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        round.start();

        step(SECOND);
        step(SECOND);
        round.join(20_000);

        assertEquals("0 ms: not-ready", bench.next("t").text());
        assertEquals("1000 ms: not-ready", bench.next("t").text());
        assertEquals("2000 ms: 21.0", bench.next("t").text());
    }

    private static Sensed uninterruptible() {
        var never = new CountDownLatch(1);
        while (true) {
            try {
                never.await();
            } catch (InterruptedException e) {
                // As in the kernel, where nothing interrupts it.
            }
        }
    }

    private static double waited(Bench bench, Duration conversion) throws InterruptedException {
        bench.ticks.until(bench.ticks.now() + conversion.toNanos());
        return 20;
    }
}
