package meetpost.agent.shaping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;

class ShaperSilenceTest extends ShaperRig {

    @Test
    void keepsSilentUntilItMovedFarEnough() {
        assertEquals(
                List.of("21.5", "", "", "21.6", "", "", "21.5"),
                shape(deadband(0.1), 21.5, 21.55, 21.59, 21.6, 21.51, 21.65, 21.5));
    }

    @Test
    void measuresTheDeadbandFromWhatWasPublishedNotFromTheLastSample() {
        assertEquals(
                List.of("20.0", "", "", "20.12", ""),
                shape(deadband(0.1), 20, 20.04, 20.08, 20.12, 20.16));
    }

    @Test
    void speaksAfterTheLongestSilence() {
        var shaper = new Shaper(sensor(deadband(1)));
        List<String> spoken = new ArrayList<>();

        for (int second = 0; second <= 600; second += 10) {
            if (!text(shaper.shape(celsius(20), List.of(), second * SECOND)).isEmpty()) {
                spoken.add(Integer.toString(second));
            }
        }

        assertEquals(List.of("0", "300", "600"), spoken);
    }

    @Test
    void speaksAfterTheLongestSilenceAlthoughTheThreadIsWokenALittleEarly() {
        var shaper = new Shaper(sensor(deadband(1)));
        shaper.shape(celsius(20), List.of(), 0);

        assertEquals("20.0", text(shaper.shape(celsius(20), List.of(), 300 * SECOND - 400_000)));
    }

    @Test
    void speaksAtOnceAfterAFault() {
        var shaper = new Shaper(sensor(deadband(1)));
        shaper.shape(celsius(20), List.of(), 0);
        shaper.interrupt();

        assertEquals("20.1", text(shaper.shape(celsius(20.1), List.of(), 10 * SECOND)));
        assertEquals("", text(shaper.shape(celsius(20.2), List.of(), 20 * SECOND)));
    }

    @Test
    void noticesASensorThatIsStuckAndThatItIsFreeAgain() {
        var shaper = new Shaper(stuckAfterAMinute());

        assertEquals("20.0", text(shaper.shape(celsius(20), List.of(), 0)));
        assertEquals("20.0", text(shaper.shape(celsius(20), List.of(), 60 * SECOND)));
        assertEquals(
                "stuck: exactly 20.0 for more than 60 s, expected a change",
                text(shaper.shape(celsius(20), List.of(), 60 * SECOND + 1)));
        assertEquals("20.0", text(shaper.shape(celsius(20.0000001), List.of(), 70 * SECOND)));
    }

    @Test
    void doesNotCountAGapAsStuck() {
        var shaper = new Shaper(stuckAfterAMinute());
        shaper.shape(celsius(20), List.of(), 0);
        shaper.interrupt();

        assertEquals("20.0", text(shaper.shape(celsius(20), List.of(), 600 * SECOND)));
    }

    @Test
    void isStuckOnlyWhenEveryQuantityIs() {
        var shaper =
                new Shaper(
                        sensor(
                                Map.of(),
                                Optional.of(Duration.ofMinutes(1)),
                                Quantity.TEMPERATURE,
                                Quantity.PRESSURE));
        shaper.shape(both(20, 1013), List.of(), 0);
        shaper.shape(both(20, 1014), List.of(), 50 * SECOND);

        assertEquals("20.0 1014.0", text(shaper.shape(both(20, 1014), List.of(), 100 * SECOND)));
        assertEquals("?", marked(text(shaper.shape(both(20, 1014), List.of(), 111 * SECOND))));
    }

    @Test
    void publishesAllQuantitiesWhenOneMoved() {
        var shaper =
                new Shaper(
                        sensor(
                                Map.of(
                                        Quantity.TEMPERATURE, deadband(0.5),
                                        Quantity.PRESSURE, deadband(2)),
                                Optional.empty(),
                                Quantity.TEMPERATURE,
                                Quantity.PRESSURE));
        shaper.shape(both(20, 1013), List.of(), 0);

        assertEquals("", text(shaper.shape(both(20.4, 1014), List.of(), 10 * SECOND)));
        assertEquals("20.5 1014.0", text(shaper.shape(both(20.5, 1014), List.of(), 20 * SECOND)));
        assertEquals("", text(shaper.shape(both(20.5, 1015.9), List.of(), 30 * SECOND)));
        assertEquals("20.6 1016.0", text(shaper.shape(both(20.6, 1016), List.of(), 40 * SECOND)));
    }
}
