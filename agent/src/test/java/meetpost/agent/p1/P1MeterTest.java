package meetpost.agent.p1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Sample;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.drivers.p1.P1Frames.Frame;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;

/** A meter that gives a telegram each second, of which one in ten seconds is told. */
class P1MeterTest {

    private static final long SECOND = 1_000_000_000;
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final Frame TELEGRAM =
            new Frame.Telegram(
                    "/ISk5\r\n\r\n0-1:24.1.0(003)\r\n0-1:24.2.1(101209112500W)(12785.123*m3)\r\n!");

    private final P1Meter meter = meter();

    P1MeterTest() throws Exception {}

    @Test
    void isToldOnceInEvery() {
        for (int second = 0; second < 30; second++) {
            Optional<Sample> sample = meter.came(TELEGRAM, second * SECOND);

            assertEquals(second % 10 == 0, sample.isPresent(), "second " + second);
        }
    }

    /** A meter of DSMR 4 gives one each ten seconds, about. */
    @Test
    void isToldEachTimeWhereItsClockIsABitFast() {
        for (int ten = 0; ten < 30; ten++) {
            assertTrue(meter.came(TELEGRAM, ten * (10 * SECOND - 50_000_000)).isPresent());
        }
    }

    @Test
    void isAReadingOfWhatIsWanted() {
        assertEquals(
                Optional.of(
                        new Reading(
                                "meter",
                                NOW,
                                1,
                                List.of(new Measurement(Quantity.GAS, 12785.123)))),
                meter.came(TELEGRAM, 0));
    }

    @Test
    void isNoFaultForAMomentOfSilence() {
        meter.came(TELEGRAM, 0);

        assertEquals(Optional.empty(), meter.silent(30 * SECOND - 1));
    }

    @Test
    void isAFaultAfterHalfAMinuteOfSilence() {
        meter.came(TELEGRAM, 0);
        Fault fault = (Fault) meter.silent(30 * SECOND).orElseThrow();

        assertEquals(FaultKind.NO_ANSWER, fault.kind());
        assertEquals(
                "meter: no telegram on /dev/ttyUSB0 for 30 s: is the cable in the meter's P1 port?"
                        + " An older meter needs `dsmr: 2`",
                fault.message());
        assertEquals(Optional.empty(), meter.silent(31 * SECOND));
        assertTrue(meter.silent(40 * SECOND).isPresent());
    }

    @Test
    void saysThatItsTelegramsAreDamaged() {
        for (int second = 0; second < 30; second++) {
            assertEquals(
                    Optional.empty(),
                    meter.came(new Frame.Damaged("its checksum is wrong"), second * SECOND));
        }
        Fault fault = (Fault) meter.silent(30 * SECOND).orElseThrow();

        assertEquals(FaultKind.CORRUPT, fault.kind());
        assertEquals(
                "meter: telegrams on /dev/ttyUSB0 are damaged, 30 in a row: its checksum is wrong",
                fault.message());
    }

    @Test
    void isWellAgainWithTheNextTelegram() {
        meter.silent(30 * SECOND);

        assertTrue(meter.came(TELEGRAM, 41 * SECOND).orElseThrow() instanceof Reading);
        assertEquals(Optional.empty(), meter.silent(60 * SECOND));
    }

    private static P1Meter meter() throws Exception {
        SensorSettings settings =
                new SettingsReader(
                                new Surroundings(
                                        "pi",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Path.of("x"),
                                        Optional.empty()))
                        .read(
                                "meetpost.yaml",
                                "sensors: {meter: {part: p1, port: /dev/ttyUSB0, channel: gas}}")
                        .sensors()
                        .get(0);
        assertEquals(Duration.ofSeconds(10), settings.every());
        return new P1Meter(
                settings, (Wire.Serial) settings.wire(), Clock.fixed(NOW, ZoneOffset.UTC), 0);
    }
}
