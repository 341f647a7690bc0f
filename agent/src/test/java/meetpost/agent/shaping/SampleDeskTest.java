package meetpost.agent.shaping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Health.Ill;
import meetpost.agent.sampling.Health.Partial;
import meetpost.agent.sampling.Health.Well;
import meetpost.agent.sampling.Sample;
import meetpost.agent.sampling.Sample.Failed;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.settings.ShapingSettings;
import meetpost.agent.settings.ShapingSettings.Limits;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Part.Attachment;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;

class SampleDeskTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");

    private final List<Reading> outbox = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Map<String, SensorSettings> asked = new HashMap<>();
    private final SampleDesk desk =
            new SampleDesk(
                    "3f2a9c01-6b1d04ef",
                    outbox::add,
                    (sensor, health) -> {
                        if (health instanceof Ill ill) {
                            told.add(
                                    "%s %s x%d since %s: %s"
                                            .formatted(
                                                    sensor,
                                                    ill.kind().text(),
                                                    ill.count(),
                                                    ill.since(),
                                                    ill.message()));
                        } else if (health instanceof Well) {
                            told.add(sensor + " well");
                        } else if (health instanceof Partial partial) {
                            told.add(
                                    "%s without %s x%d since %s: %s"
                                            .formatted(
                                                    sensor,
                                                    partial.failed(),
                                                    partial.fault().count(),
                                                    partial.fault().since(),
                                                    partial.fault().message()));
                        }
                    });

    @Test
    void putsWhatIsWorthPublishingIntoTheOutboxAndNumbersIt() {
        sensors(sensor("t", 0.5));

        read("t", 20, 0);
        read("t", 20.1, 10);
        read("t", 20.5, 20);

        assertEquals(List.of("t 1: 20.0 at 10:00:00Z", "t 2: 20.5 at 10:00:20Z"), kept());
        assertEquals(3, desk.readings());
    }

    @Test
    void goesOnWithWhatIsLeftOfAReadingAndTellsWhatIsNot() {
        sensors(sensor("t", 0, Quantity.TEMPERATURE, Quantity.PRESSURE));
        var failed = new Failed(Quantity.PRESSURE, FaultKind.CORRUPT, "no air has that");

        read("t", 20, 0);
        for (int second = 10; second <= 30; second += 10) {
            var reading =
                    new Reading(
                            "t",
                            TEN.plusSeconds(second),
                            999,
                            List.of(new Measurement(Quantity.TEMPERATURE, second)));
            sampled(new Sample.Partial(reading, List.of(failed)), second * SECOND);
        }
        fail("t", FaultKind.NO_ANSWER, 40);
        read("t", 21, 50);

        assertEquals(
                List.of(
                        "t well",
                        "t without [luchtdruk] x1 since 2026-11-21T10:00:10Z: t: no air has that",
                        "t no-answer x4 since 2026-11-21T10:00:10Z: t: m",
                        "t well"),
                told);
        assertEquals(5, desk.readings());
        assertEquals(3, desk.tallies().get("t").faults(FaultKind.CORRUPT));
    }

    @Test
    void tellsHowASensorIsAfterItsFirstSampleAndWhenThatChanges() {
        sensors(sensor("t", 0));

        read("t", 20, 0);
        read("t", 21, 10);
        fail("t", FaultKind.NO_ANSWER, 20);
        fail("t", FaultKind.NO_ANSWER, 30);
        fail("t", FaultKind.CORRUPT, 40);
        read("t", 22, 50);

        assertEquals(
                List.of(
                        "t well",
                        "t no-answer x1 since 2026-11-21T10:00:20Z: t: m",
                        "t corrupt x3 since 2026-11-21T10:00:20Z: t: m",
                        "t well"),
                told);
        assertEquals(2, faults(FaultKind.NO_ANSWER));
        assertEquals(1, faults(FaultKind.CORRUPT));
        assertEquals(0, faults(FaultKind.STUCK));
    }

    @Test
    void tellsTheCountOfALongRowOfFaultsOnceAMinute() {
        sensors(sensor("t", 0));

        for (int second = 0; second <= 125; second++) {
            fail("t", FaultKind.BUS, second);
        }

        assertEquals(
                List.of(
                        "t bus x1 since 2026-11-21T10:00:00Z: t: m",
                        "t bus x61 since 2026-11-21T10:00:00Z: t: m",
                        "t bus x121 since 2026-11-21T10:00:00Z: t: m"),
                told);
    }

    @Test
    void countsEachRowOfFaultsFromItsBeginning() {
        sensors(sensor("t", 0));

        fail("t", FaultKind.BUS, 0);
        read("t", 20, 10);
        fail("t", FaultKind.BUS, 20);

        assertEquals(
                List.of(
                        "t bus x1 since 2026-11-21T10:00:00Z: t: m",
                        "t well",
                        "t bus x1 since 2026-11-21T10:00:20Z: t: m"),
                told);
    }

    @Test
    void correctsTheBeginningOfAFaultOnceTheCalendarIsSet() {
        sensors(sensor("t", 0));
        Instant unset = Instant.parse("1970-01-01T00:00:09Z");
        sampled(new Fault("t", unset, FaultKind.BUS, "t: m"), 9 * SECOND);

        fail("t", FaultKind.NO_ANSWER, 20);

        assertEquals(
                List.of(
                        "t bus x1 since 1970-01-01T00:00:09Z: t: m",
                        "t no-answer x2 since 2026-11-21T10:00:09Z: t: m"),
                told);
    }

    @Test
    void makesAFaultOfAReadingThatCannotBeTrue() {
        sensors(sensor("t", 0));

        read("t", 85, 0);

        assertEquals(
                List.of(
                        "t implausible x1 since 2026-11-21T10:00:00Z: t: temperatuur 85 °C, expected"
                                + " -20 to 60"),
                told);
        assertEquals(List.of(), kept());
        assertEquals(0, desk.readings());
        assertEquals(1, faults(FaultKind.IMPLAUSIBLE));
    }

    @Test
    void keepsSensorsApart() {
        sensors(sensor("t", 0), sensor("u", 0));

        fail("t", FaultKind.BUS, 0);
        read("u", 20, 0);
        read("u", 21, 1);

        assertTrue(told.contains("u well"));
        assertEquals(List.of("u 1: 20.0 at 10:00:00Z", "u 2: 21.0 at 10:00:01Z"), kept());
    }

    @Test
    void throwsAwaySamplesOfSensorsThatAreGone() {
        sensors(sensor("t", 0));
        sensors(sensor("u", 0));

        read("t", 20, 0);

        assertEquals(List.of(), kept());
        assertEquals(List.of(), told);
    }

    /** A gap is proved by session and number, so a number is never used twice. */
    @Test
    void goesOnCountingWhenASensorComesBack() {
        sensors(sensor("t", 0));
        read("t", 20, 0);
        sensors();
        sensors(sensor("t", 0));
        read("t", 21, 10);

        assertEquals(List.of("t 1: 20.0 at 10:00:00Z", "t 2: 21.0 at 10:00:10Z"), kept());
        assertEquals("3f2a9c01-6b1d04ef", outbox.get(1).session());
    }

    @Test
    void goesOnCountingWhenTheSettingsOfASensorChange() {
        sensors(sensor("t", 0));
        read("t", 20, 0);
        sensors(sensor("t", 0.5));

        read("t", 20, 10);

        assertEquals(List.of("t 1: 20.0 at 10:00:00Z", "t 2: 20.0 at 10:00:10Z"), kept());
    }

    @Test
    void remembersWhatASensorSaidWhenItsSettingsStayTheSame() {
        SensorSettings settings = sensor("t", 0.5);
        sensors(settings);
        read("t", 20, 0);
        sensors(settings, sensor("u", 0));

        read("t", 20, 10);

        assertEquals(List.of("t 1: 20.0 at 10:00:00Z"), kept());
    }

    @Test
    void throwsAwayWhatCameOfASensorAsItWasBeforeItsSettingsChanged() {
        var withoutPressure = sensor("t", 0);
        var withPressure = sensor("t", 0, Quantity.TEMPERATURE, Quantity.PRESSURE);
        var both =
                new Reading(
                        "t",
                        TEN,
                        999,
                        List.of(
                                new Measurement(Quantity.TEMPERATURE, 20),
                                new Measurement(Quantity.PRESSURE, 1013)));
        desk.sensors(List.of(withoutPressure));

        desk.sampled(withPressure, both, 0);
        desk.sampled(
                withPressure,
                new Sample.Partial(
                        both, List.of(new Failed(Quantity.PRESSURE, FaultKind.CORRUPT, "m"))),
                0);
        desk.sampled(withPressure, new Fault("t", TEN, FaultKind.BUS, "t: m"), 0);
        desk.sampled(sensor("gone", 0), new Fault("gone", TEN, FaultKind.BUS, "gone: m"), 0);

        assertEquals(List.of(), kept());
        assertEquals(List.of(), told);
        assertEquals(0, desk.readings());
    }

    /** These are there from now on, and what is sampled is theirs. */
    private void sensors(SensorSettings... these) {
        desk.sensors(List.of(these));
        for (SensorSettings each : these) {
            asked.put(each.name(), each);
        }
    }

    private void sampled(Sample sample, long tick) {
        desk.sampled(asked.get(sample.sensor()), sample, tick);
    }

    private void read(String sensor, double celsius, int second) {
        sampled(
                new Reading(
                        sensor,
                        TEN.plusSeconds(second),
                        999,
                        List.of(new Measurement(Quantity.TEMPERATURE, celsius))),
                second * SECOND);
    }

    private void fail(String sensor, FaultKind kind, int second) {
        sampled(new Fault(sensor, TEN.plusSeconds(second), kind, sensor + ": m"), second * SECOND);
    }

    private List<String> kept() {
        return outbox.stream()
                .map(
                        reading ->
                                "%s %d: %s at %s"
                                        .formatted(
                                                reading.sensor(),
                                                reading.seq(),
                                                reading.measurements().get(0).value(),
                                                reading.time().toString().substring(11)))
                .toList();
    }

    private static SensorSettings sensor(String name, double deadband) {
        return sensor(name, deadband, Quantity.TEMPERATURE);
    }

    private static SensorSettings sensor(String name, double deadband, Quantity... quantities) {
        var shaping =
                Map.of(
                        Quantity.TEMPERATURE,
                        new ShapingSettings(
                                List.of(),
                                Optional.of(new Limits(-20, 60)),
                                Optional.empty(),
                                Optional.empty(),
                                deadband,
                                2));
        return new SensorSettings(
                name,
                name,
                new Part(
                        "acme,probe",
                        new Attachment.I2c(List.of(0x48)),
                        List.of(quantities),
                        wiring -> {
                            throw new AssertionError("nobody opens it");
                        }),
                new Wire.I2c(1, 0x48),
                Duration.ofSeconds(10),
                1,
                shaping,
                Map.of(),
                Duration.ofMinutes(5),
                Optional.empty(),
                "sensoren/" + name,
                false);
    }

    private long faults(FaultKind kind) {
        return desk.tallies().values().stream().mapToLong(tally -> tally.faults(kind)).sum();
    }
}
