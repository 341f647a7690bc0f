package meetpost.agent.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Sample;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.sampling.Sample.Partial;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.time.ManualTicks;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;

/** One sensor of somebody else, heard every ten minutes at least. */
class ForeignSensorTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private final ManualTicks ticks = new ManualTicks();
    private final ForeignSensor sensor = Tuin.sensor(ticks, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void isReadWhenAMessageComes() {
        came("{\"temperature\": 21.5, \"battery\": 97}", false);

        assertEquals(
                Optional.of(
                        new Reading(
                                "tuin",
                                NOW,
                                1,
                                List.of(
                                        new Measurement(Quantity.TEMPERATURE, 21.5),
                                        new Measurement(Tuin.BATTERY, 97)))),
                sensor.due());
        assertEquals(Optional.empty(), sensor.due());
        assertTrue(sensor.isLive());
    }

    @Test
    void saysNothingBeforeItsSilenceIsTooLong() {
        ticks.advance(Duration.ofMinutes(10).minusNanos(1));

        assertEquals(Optional.empty(), sensor.due());
    }

    @Test
    void isAFaultWhenItIsSilentForTooLong() {
        ticks.advance(Duration.ofMinutes(4));
        came("{\"temperature\": 21.5, \"battery\": 97}", false);
        sensor.due();
        ticks.advance(Duration.ofMinutes(10));

        assertEquals(
                fault(
                        FaultKind.NO_ANSWER,
                        "tuin: nothing came on zigbee2mqtt/tuin for 600 s, expected a message"
                                + " within 600 s"),
                sensor.due());
        assertFalse(sensor.isLive());
        assertEquals(Optional.empty(), sensor.due());
    }

    @Test
    void countsItsFaultsWhileItStaysSilent() {
        ticks.advance(Duration.ofMinutes(10));
        sensor.due();
        ticks.advance(Duration.ofMinutes(10));

        assertTrue(
                sensor.due().orElseThrow() instanceof Fault fault
                        && fault.message().contains("for 1200 s"));
    }

    @Test
    void isWellWhenItIsHeardAgain() {
        ticks.advance(Duration.ofMinutes(10));
        sensor.due();
        came("{\"temperature\": -3, \"battery\": 97}", false);

        assertTrue(sensor.due().orElseThrow() instanceof Reading);
    }

    /** It is shown, and nothing is decided by it. */
    @Test
    void isNotLiveWhileOnlyTheStoredCopyCame() {
        came("{\"temperature\": 21.5, \"battery\": 97}", true);

        assertTrue(sensor.due().orElseThrow() instanceof Reading);
        assertFalse(sensor.isLive());
        ticks.advance(Duration.ofMinutes(10));
        assertTrue(sensor.due().orElseThrow() instanceof Fault, "a copy breaks no silence");
    }

    /** A leftover may be years old, and comes with each connection. */
    @Test
    void hearsNoStoredCopyAfterALiveMessage() {
        came("{\"temperature\": 21.5, \"battery\": 97}", false);
        came("{\"temperature\": -20, \"battery\": 97}", true);

        assertEquals(21.5, temperature(sensor.due()));
        came("{\"temperature\": -20, \"battery\": 97}", true);
        ticks.advance(Duration.ofSeconds(1));
        assertEquals(Optional.empty(), sensor.due());
    }

    @Test
    void isNotCuredByAStoredCopy() {
        ticks.advance(Duration.ofMinutes(10));
        sensor.due();
        came("{\"temperature\": 21.5, \"battery\": 97}", true);

        assertEquals(Optional.empty(), sensor.due());
    }

    @Test
    void isReadTenTimesASecondAtMostAndThenTheNewest() {
        came("{\"temperature\": 1, \"battery\": 97}", false);
        sensor.due();
        came("{\"temperature\": 2, \"battery\": 97}", false);
        came("{\"temperature\": 3, \"battery\": 97}", false);

        assertEquals(Optional.empty(), sensor.due());
        ticks.advance(Duration.ofMillis(100));
        assertEquals(3, temperature(sensor.due()));
        assertEquals(Optional.empty(), sensor.due());
    }

    @Test
    void isPartlyThere() {
        came("{\"temperature\": 21.5}", false);

        assertTrue(
                sensor.due().orElseThrow() instanceof Partial partial
                        && partial.failed().get(0).quantity().equals(Tuin.BATTERY)
                        && partial.failed()
                                .get(0)
                                .message()
                                .equals("there is no battery in the JSON"));
    }

    @Test
    void isAFaultWhereNothingOfItIsThere() {
        came("warm", false);

        assertEquals(
                fault(
                        FaultKind.CORRUPT,
                        "tuin: on zigbee2mqtt/tuin came \"warm\", not JSON: expected { at"
                                + " character 1, where there is w"),
                sensor.due());
    }

    @Test
    void isAFaultWhereTooMuchCame() {
        sensor.came(Optional.empty(), false);

        assertEquals(
                fault(FaultKind.CORRUPT, "tuin: more came on zigbee2mqtt/tuin than is read"),
                sensor.due());
    }

    /** Who waits for it needs to know until when. */
    @Test
    void saysWhenItHasSomethingToSay() {
        assertEquals(ticks.now() + Duration.ofMinutes(10).toNanos(), sensor.next());
        came("{\"temperature\": 21.5, \"battery\": 97}", false);
        assertEquals(ticks.now(), sensor.next());
        sensor.due();
        came("{\"temperature\": 21.5, \"battery\": 97}", false);
        assertEquals(ticks.now() + Duration.ofMillis(100).toNanos(), sensor.next());
    }

    private void came(String text, boolean retained) {
        sensor.came(Optional.of(text.getBytes(UTF_8)), retained);
    }

    private static double temperature(Optional<Sample> sample) {
        return ((Reading) sample.orElseThrow()).measurements().get(0).value();
    }

    private static Optional<Sample> fault(FaultKind kind, String message) {
        return Optional.of(new Fault("tuin", NOW, kind, message));
    }
}
