package meetpost.agent.shaping;

import static meetpost.agent.settings.ShapingSettings.Filter.Kind.MEAN;
import static meetpost.agent.settings.ShapingSettings.Filter.Kind.MEDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.settings.ShapingSettings;
import meetpost.agent.settings.ShapingSettings.Filter;
import meetpost.agent.settings.ShapingSettings.Limits;
import meetpost.agent.settings.ShapingSettings.Point;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Part.Attachment;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShaperTest {

    private static final long SECOND = 1_000_000_000L;
    private static final ShapingSettings PLAIN =
            new ShapingSettings(
                    List.of(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 2);

    @Test
    void leavesAloneWhatNothingIsSetFor() {
        assertEquals(List.of("21.56", "21.56", "-3.0"), shape(PLAIN, 21.56, 21.56, -3));
    }

    @ParameterizedTest
    @CsvSource({
        "21.565, 2, 21.57",
        "21.564999, 2, 21.56",
        "1.005, 2, 1.01",
        "-0.004, 2, 0.0",
        "-0.005, 2, -0.01",
        "-0.0, 2, 0.0",
        "0.5, 0, 1.0",
        "1.5, 0, 2.0",
        "2.5, 0, 3.0",
        "-0.4, 0, 0.0",
        "-0.5, 0, -1.0",
        "99999.9999999, 6, 100000.0",
        "1e-9, 6, 0.0"
    })
    void roundsHalfUpAndKnowsNoMinusZero(double value, int decimals, double published) {
        var settings =
                new ShapingSettings(
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        decimals);

        assertEquals(List.of(Double.toString(published)), shape(settings, value));
    }

    @Test
    void addsAnOffset() {
        var settings = calibrated(new Point(0, -0.3));

        assertEquals(List.of("20.7", "-5.3"), shape(settings, 21, -5));
    }

    /** Ice and boiling water, as in the contract; and beyond. */
    @Test
    void drawsALineThroughTwoPoints() {
        var settings = calibrated(new Point(0.4, 0), new Point(99.1, 100));

        assertEquals(
                List.of("0.0", "100.0", "50.0", "-10.54", "110.54"),
                shape(settings, 0.4, 99.1, 49.75, -10, 109.5));
    }

    @Test
    void drawsLinesThroughThreePoints() {
        var settings = calibrated(new Point(0, 0), new Point(10, 20), new Point(20, 22));

        assertEquals(
                List.of("10.0", "20.0", "21.0", "22.0", "24.0", "-2.0"),
                shape(settings, 5, 10, 15, 20, 30, -1));
    }

    @Test
    void refusesWhatIsOutsideItsLimitsAfterCalibration() {
        var settings =
                new ShapingSettings(
                        List.of(new Point(0, 1)),
                        Optional.of(new Limits(-20, 60)),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        2);

        assertEquals(
                List.of(
                        "60.0",
                        "implausible: temperatuur 60.01 °C, expected -20 to 60",
                        "-20.0",
                        "implausible: temperatuur -20.01 °C, expected -20 to 60"),
                shape(settings, 59, 59.01, -21, -21.01));
    }

    @Test
    void refusesAJumpUntilThreeSamplesAgree() {
        // 6 a minute at one sample in ten seconds: 1 from one to the next.
        assertEquals(
                List.of(
                        "20.0",
                        "21.0",
                        "implausible: temperatuur 85 °C after 21, expected 6 a minute at most or"
                                + " three samples that agree",
                        "21.0",
                        "implausible: temperatuur 40 °C after 21, expected 6 a minute at most or"
                                + " three samples that agree",
                        "implausible: temperatuur 41 °C after 21, expected 6 a minute at most or"
                                + " three samples that agree",
                        "40.5",
                        "39.5"),
                shape(limitedRate(), 20, 21, 85, 21, 40, 41, 40.5, 39.5));
    }

    @Test
    void doesNotBelieveThreeJumpsThatDisagree() {
        assertEquals(
                List.of("20.0", "?", "?", "?", "?", "20.5"),
                marked(shape(limitedRate(), 20, 85, 30, 85, 30, 20.5)));
    }

    @Test
    void allowsMoreAfterMoreTime() {
        var shaper = new Shaper(sensor(limitedRate()));
        shaper.shape(celsius(20), 0);

        assertEquals("45.0", text(shaper.shape(celsius(45), 250 * SECOND)));
    }

    @Test
    void wantsTheThreeSamplesInARow() {
        var shaper = new Shaper(sensor(limitedRate()));
        shaper.shape(celsius(20), 0);
        shaper.shape(celsius(40), 10 * SECOND);
        shaper.shape(celsius(40), 20 * SECOND);
        shaper.interrupt();

        assertEquals("?", marked(text(shaper.shape(celsius(40), 30 * SECOND))));
        assertEquals("?", marked(text(shaper.shape(celsius(40), 40 * SECOND))));
        assertEquals("40.0", text(shaper.shape(celsius(40), 50 * SECOND)));
    }

    @Test
    void takesTheMedian() {
        assertEquals(
                List.of("20.0", "20.5", "21.0", "21.0", "21.0", "20.0"),
                shape(filtered(MEDIAN, 3), 20, 21, 85, 20, 21, 18));
    }

    @Test
    void takesTheMean() {
        assertEquals(
                List.of("20.0", "21.0", "22.0", "24.0"), shape(filtered(MEAN, 3), 20, 22, 24, 26));
    }

    @Test
    void forgetsWhatItFilteredLongAgo() {
        var shaper = new Shaper(sensor(filtered(MEAN, 3)));
        shaper.shape(celsius(20), 0);

        assertEquals("30.0", text(shaper.shape(celsius(40), 60 * SECOND)));
        assertEquals("50.0", text(shaper.shape(celsius(50), 121 * SECOND)));
    }

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
            if (!text(shaper.shape(celsius(20), second * SECOND)).isEmpty()) {
                spoken.add(Integer.toString(second));
            }
        }

        assertEquals(List.of("0", "300", "600"), spoken);
    }

    @Test
    void speaksAfterTheLongestSilenceAlthoughTheThreadIsWokenALittleEarly() {
        var shaper = new Shaper(sensor(deadband(1)));
        shaper.shape(celsius(20), 0);

        assertEquals("20.0", text(shaper.shape(celsius(20), 300 * SECOND - 400_000)));
    }

    @Test
    void speaksAtOnceAfterAFault() {
        var shaper = new Shaper(sensor(deadband(1)));
        shaper.shape(celsius(20), 0);
        shaper.interrupt();

        assertEquals("20.1", text(shaper.shape(celsius(20.1), 10 * SECOND)));
        assertEquals("", text(shaper.shape(celsius(20.2), 20 * SECOND)));
    }

    @Test
    void noticesASensorThatIsStuckAndThatItIsFreeAgain() {
        var shaper = new Shaper(stuckAfterAMinute());

        assertEquals("20.0", text(shaper.shape(celsius(20), 0)));
        assertEquals("20.0", text(shaper.shape(celsius(20), 60 * SECOND)));
        assertEquals(
                "stuck: exactly 20.0 for more than 60 s, expected a change",
                text(shaper.shape(celsius(20), 60 * SECOND + 1)));
        assertEquals("20.0", text(shaper.shape(celsius(20.0000001), 70 * SECOND)));
    }

    @Test
    void doesNotCountAGapAsStuck() {
        var shaper = new Shaper(stuckAfterAMinute());
        shaper.shape(celsius(20), 0);
        shaper.interrupt();

        assertEquals("20.0", text(shaper.shape(celsius(20), 600 * SECOND)));
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
        shaper.shape(both(20, 1013), 0);
        shaper.shape(both(20, 1014), 50 * SECOND);

        assertEquals("20.0 1014.0", text(shaper.shape(both(20, 1014), 100 * SECOND)));
        assertEquals("?", marked(text(shaper.shape(both(20, 1014), 111 * SECOND))));
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
        shaper.shape(both(20, 1013), 0);

        assertEquals("", text(shaper.shape(both(20.4, 1014), 10 * SECOND)));
        assertEquals("20.5 1014.0", text(shaper.shape(both(20.5, 1014), 20 * SECOND)));
        assertEquals("", text(shaper.shape(both(20.5, 1015.9), 30 * SECOND)));
        assertEquals("20.6 1016.0", text(shaper.shape(both(20.6, 1016), 40 * SECOND)));
    }

    @Test
    void refusesTheWholeReadingForOneQuantity() {
        var limited =
                new ShapingSettings(
                        List.of(),
                        Optional.of(new Limits(900, 1100)),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        2);
        var shaper =
                new Shaper(
                        sensor(
                                Map.of(Quantity.PRESSURE, limited),
                                Optional.empty(),
                                Quantity.TEMPERATURE,
                                Quantity.PRESSURE));

        assertEquals(
                "implausible: luchtdruk 300.5 hPa, expected 900 to 1100",
                text(shaper.shape(both(20, 300.5), 0)));
    }

    @Test
    void keepsARefusedValueOutOfTheFilter() {
        var settings =
                new ShapingSettings(
                        List.of(),
                        Optional.of(new Limits(-20, 60)),
                        Optional.empty(),
                        Optional.of(new Filter(MEAN, 2)),
                        0,
                        2);

        assertEquals(List.of("20.0", "?", "21.0"), marked(shape(settings, 20, 85, 22)));
    }

    @Test
    void worksWhereTheTicksWrap() {
        var shaper = new Shaper(sensor(deadband(1)));
        shaper.shape(celsius(20), Long.MAX_VALUE);

        assertEquals("", text(shaper.shape(celsius(20), Long.MIN_VALUE + 10 * SECOND)));
        assertEquals("20.0", text(shaper.shape(celsius(20), Long.MIN_VALUE + 300 * SECOND)));
    }

    /** What becomes of these values, one in ten seconds. Silence is an empty text. */
    private static List<String> shape(ShapingSettings settings, double... values) {
        var shaper = new Shaper(sensor(settings));
        List<String> shaped = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            shaped.add(text(shaper.shape(celsius(values[i]), i * 10L * SECOND)));
        }
        return shaped;
    }

    private static String text(Shaped shaped) {
        if (shaped instanceof Shaped.Due due) {
            return String.join(
                    " ", due.measurements().stream().map(m -> Double.toString(m.value())).toList());
        }
        if (shaped instanceof Shaped.Refused refused) {
            return refused.kind().text() + ": " + refused.message();
        }
        return "";
    }

    private static String marked(String text) {
        return text.contains(": ") ? "?" : text;
    }

    private static List<String> marked(List<String> texts) {
        return texts.stream().map(ShaperTest::marked).toList();
    }

    private static ShapingSettings calibrated(Point... points) {
        return new ShapingSettings(
                List.of(points), Optional.empty(), Optional.empty(), Optional.empty(), 0, 2);
    }

    private static ShapingSettings limitedRate() {
        return new ShapingSettings(
                List.of(), Optional.empty(), Optional.of(0.1), Optional.empty(), 0, 2);
    }

    private static ShapingSettings filtered(Filter.Kind kind, int length) {
        return new ShapingSettings(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Filter(kind, length)),
                0,
                2);
    }

    private static ShapingSettings deadband(double deadband) {
        return new ShapingSettings(
                List.of(), Optional.empty(), Optional.empty(), Optional.empty(), deadband, 2);
    }

    private static SensorSettings stuckAfterAMinute() {
        return sensor(Map.of(), Optional.of(Duration.ofMinutes(1)), Quantity.TEMPERATURE);
    }

    private static SensorSettings sensor(ShapingSettings shaping) {
        return sensor(
                Map.of(Quantity.TEMPERATURE, shaping), Optional.empty(), Quantity.TEMPERATURE);
    }

    private static SensorSettings sensor(
            Map<Quantity, ShapingSettings> shaping,
            Optional<Duration> maxSame,
            Quantity... quantities) {
        var all = new EnumMap<Quantity, ShapingSettings>(Quantity.class);
        for (Quantity quantity : quantities) {
            all.put(quantity, shaping.getOrDefault(quantity, PLAIN));
        }
        return new SensorSettings(
                "t",
                "t",
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
                all,
                Map.of(),
                Duration.ofMinutes(5),
                maxSame,
                "sensoren/t",
                false);
    }

    private static List<Measurement> celsius(double value) {
        return List.of(new Measurement(Quantity.TEMPERATURE, value));
    }

    private static List<Measurement> both(double celsius, double hectopascal) {
        return List.of(
                new Measurement(Quantity.TEMPERATURE, celsius),
                new Measurement(Quantity.PRESSURE, hectopascal));
    }
}
