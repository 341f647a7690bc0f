package meetpost.agent.sampling;

import static meetpost.agent.sampling.Bench.celsius;
import static meetpost.agent.sampling.Bench.sensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.sampling.Sample.Partial;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;
import meetpost.drivers.sensor.Sensed;
import meetpost.drivers.sensor.Sensor;
import meetpost.drivers.sensor.SensorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SamplerFaultTest extends SamplerRig {

    @Test
    void asksAFailingSensorLessAndLessOften() throws Exception {
        Sensor dead = failing(new BusException(BusException.Kind.NO_ANSWER, "nothing at 0x48"));
        run(sensor("t", SECOND, wiring -> dead));

        List<String> seen = new ArrayList<>(List.of(bench.next("t").text()));
        for (int second = 1; second <= 19; second++) {
            step(SECOND);
            bench.ticks.awaitSleepers(2);
            if (bench.unread("t") > 0) {
                seen.add(bench.next("t").text());
            }
        }

        assertEquals(
                List.of(
                        "0 ms: no-answer",
                        "1000 ms: no-answer",
                        "3000 ms: no-answer",
                        "7000 ms: no-answer",
                        "13000 ms: no-answer",
                        "19000 ms: no-answer"),
                seen);
    }

    @Test
    void asksAFailingSensorEachMinuteAlthoughItIsToBeReadOnceAnHour() throws Exception {
        var plugged = new AtomicBoolean();
        Sensor probe =
                () -> {
                    if (!plugged.get()) {
                        throw new BusException(BusException.Kind.NO_ANSWER, "nothing at 0x48");
                    }
                    return celsius(21);
                };
        run(sensor("t", Duration.ofHours(1), wiring -> probe));
        assertEquals("0 ms: no-answer", bench.next("t").text());
        step(Duration.ofMinutes(1));
        assertEquals("60000 ms: no-answer", bench.next("t").text());

        bench.ticks.awaitSleepers(2);
        plugged.set(true);
        bench.ticks.advance(Duration.ofMinutes(1));

        assertEquals("120000 ms: 21.0", bench.next("t").text());
        step(Duration.ofMinutes(57));
        bench.ticks.awaitSleepers(2);
        assertEquals(0, bench.unread("t"));
        bench.ticks.advance(Duration.ofMinutes(1));
        assertEquals("3600000 ms: 21.0", bench.next("t").text());
    }

    @Test
    void opensAPartAnewAfterItsBusFailed() throws Exception {
        var opened = new AtomicInteger();
        run(
                sensor(
                        "t",
                        SECOND,
                        wiring -> {
                            if (opened.incrementAndGet() == 1) {
                                return failing(new IOException("arbitration lost"));
                            }
                            return () -> celsius(opened.get());
                        }));
        assertEquals("0 ms: bus", bench.next("t").text());

        step(SECOND);

        assertEquals("1000 ms: 2.0", bench.next("t").text());
        step(SECOND);
        assertEquals("2000 ms: 2.0", bench.next("t").text());
    }

    /** As a DS18B20 at 85 °C after a loss of power: believed when three agree. */
    @Test
    void asksADriverOftenEnoughBetweenOpeningsForItToBelieveWhatAgrees() throws Exception {
        var all = new AtomicInteger();
        run(
                sensor(
                        "t",
                        SECOND,
                        wiring -> {
                            var asked = new AtomicInteger();
                            // Twice it has no power at all, and what came before counts no more.
                            return () -> {
                                if (all.incrementAndGet() <= 2 || asked.incrementAndGet() < 3) {
                                    throw new SensorException(
                                            SensorException.Kind.NOT_READY, "alone");
                                }
                                return celsius(85);
                            };
                        }));

        String text = "";
        for (int sample = 0; sample < 8 && !text.endsWith("85.0"); sample++) {
            text = bench.next("t").text();
            if (!text.endsWith("85.0")) {
                step(Duration.ofMinutes(1));
            }
        }

        assertTrue(text.endsWith("85.0"), text);
    }

    @Test
    void keepsAPartOpenThatIsNotReadyYetButNotForEver() throws Exception {
        var opened = new AtomicInteger();
        Sensor busy = failing(new SensorException(SensorException.Kind.NOT_READY, "converting"));
        run(
                sensor(
                        "t",
                        SECOND,
                        wiring -> {
                            opened.incrementAndGet();
                            return busy;
                        }));

        for (int second = 0; second < 4; second++) {
            step(SECOND);
        }
        bench.ticks.awaitSleepers(2);
        assertEquals(1, opened.get());
        for (int second = 4; second < 8; second++) {
            step(SECOND);
        }
        bench.ticks.awaitSleepers(2);

        assertEquals(2, opened.get());
    }

    @Test
    void callsEachFailureByItsKind() throws Exception {
        assertFault(FaultKind.NO_ANSWER, new BusException(BusException.Kind.NO_ANSWER, "m"));
        assertFault(FaultKind.PERMISSION, new BusException(BusException.Kind.PERMISSION, "m"));
        assertFault(FaultKind.BUS, new BusException(BusException.Kind.BUS, "m"));
        assertFault(
                FaultKind.WRONG_DEVICE,
                new SensorException(SensorException.Kind.WRONG_DEVICE, "m"));
        assertFault(FaultKind.CORRUPT, new SensorException(SensorException.Kind.CORRUPT, "m"));
        assertFault(FaultKind.NOT_READY, new SensorException(SensorException.Kind.NOT_READY, "m"));
        assertFault(FaultKind.BUS, new IOException("m"));
    }

    @Test
    void saysThatARuntimeExceptionIsADefect() throws Exception {
        run(sensor("t", SECOND, wiring -> failing(new IllegalStateException("seven bytes"))));

        var fault = (Fault) bench.next("t").sample();

        assertEquals(FaultKind.BUS, fault.kind());
        assertEquals(
                "t: a defect of the driver: IllegalStateException: seven bytes", fault.message());
    }

    /** What it said of itself when it was opened, as calibration, may have been read wrongly. */
    @Test
    void opensAPartAnewThatLacksAQuantityThreeTimes() throws Exception {
        var opened = new AtomicInteger();
        var without =
                new Sensed(
                        List.of(new Measurement(Quantity.TEMPERATURE, 20)),
                        List.of(
                                new Sensed.Failure(
                                        Quantity.PRESSURE,
                                        SensorException.Kind.CORRUPT,
                                        "no air has that")));
        run(
                sensor(
                        "t",
                        SECOND,
                        List.of(Quantity.TEMPERATURE, Quantity.PRESSURE),
                        wiring -> {
                            opened.incrementAndGet();
                            return () -> without;
                        }));

        for (int i = 0; i < 4; i++) {
            var partial = (Partial) bench.next("t").sample();
            assertEquals(FaultKind.CORRUPT, partial.failed().get(0).kind());
            assertEquals(
                    List.of(new Measurement(Quantity.TEMPERATURE, 20)),
                    partial.reading().measurements());
            step(SECOND);
        }

        assertEquals(2, opened.get());
    }

    @Test
    void refusesMeasurementsThatThePartDoesNotHave() throws Exception {
        var humidity = Sensed.all(new Measurement(Quantity.RELATIVE_HUMIDITY, 50));
        run(sensor("t", SECOND, wiring -> () -> humidity));

        var fault = (Fault) bench.next("t").sample();

        assertEquals(
                "t: a defect of the driver: IllegalStateException: acme,probe measured"
                        + " [vochtigheid], expected [temperatuur]",
                fault.message());
    }

    @Test
    void doesNotSwallowAnError() throws Exception {
        var met = new CopyOnWriteArrayList<String>();
        var done = new CountDownLatch(1);
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) -> {
                    met.add(String.valueOf(thrown.getMessage()));
                    done.countDown();
                });
        try {
            run(
                    sensor(
                            "t",
                            SECOND,
                            wiring -> {
                                throw new NoClassDefFoundError("a broken jar");
                            }));

            assertTrue(done.await(20, TimeUnit.SECONDS));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertEquals(List.of("a broken jar"), met);
    }

    private void assertFault(FaultKind kind, Exception thrown) throws Exception {
        var alone = new Bench();
        Sampler sampler = alone.sampler();
        started.add(sampler);

        sampler.run(List.of(sensor("t", SECOND, wiring -> failing(thrown))));

        assertEquals(
                new Fault("t", Instant.parse("2026-11-21T10:00:00Z"), kind, "t: m"),
                alone.next("t").sample());
    }
}
