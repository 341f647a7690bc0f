package meetpost.agent.shaping;

import static meetpost.agent.settings.ShapingSettings.Filter.Kind.MEAN;
import static meetpost.agent.settings.ShapingSettings.Filter.Kind.MEDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Sample.Failed;
import meetpost.agent.settings.ShapingSettings;
import meetpost.agent.settings.ShapingSettings.Filter;
import meetpost.agent.settings.ShapingSettings.Limits;
import meetpost.agent.settings.ShapingSettings.Point;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShaperTest extends ShaperRig {

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
        shaper.shape(celsius(20), List.of(), 0);

        assertEquals("45.0", text(shaper.shape(celsius(45), List.of(), 250 * SECOND)));
    }

    @Test
    void wantsTheThreeSamplesInARow() {
        var shaper = new Shaper(sensor(limitedRate()));
        shaper.shape(celsius(20), List.of(), 0);
        shaper.shape(celsius(40), List.of(), 10 * SECOND);
        shaper.shape(celsius(40), List.of(), 20 * SECOND);
        shaper.interrupt();

        assertEquals("?", marked(text(shaper.shape(celsius(40), List.of(), 30 * SECOND))));
        assertEquals("?", marked(text(shaper.shape(celsius(40), List.of(), 40 * SECOND))));
        assertEquals("40.0", text(shaper.shape(celsius(40), List.of(), 50 * SECOND)));
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
        shaper.shape(celsius(20), List.of(), 0);

        assertEquals("30.0", text(shaper.shape(celsius(40), List.of(), 60 * SECOND)));
        assertEquals("50.0", text(shaper.shape(celsius(50), List.of(), 121 * SECOND)));
    }

    @Test
    void goesOnWithoutAQuantityThatIsOutsideItsLimits() {
        var shaper = limitedPressure();

        var due = (Shaped.Due) shaper.shape(both(20, 300.5), List.of(), 0);

        assertEquals(List.of(new Measurement(Quantity.TEMPERATURE, 20)), due.measurements());
        assertEquals(
                List.of(
                        new Failed(
                                Quantity.PRESSURE,
                                FaultKind.IMPLAUSIBLE,
                                "luchtdruk 300.5 hPa, expected 900 to 1100")),
                due.failed());
    }

    @Test
    void publishesAtOnceWhatHasFailedAndWhatIsBack() {
        var shaper = limitedPressure();
        shaper.shape(both(20, 1000), List.of(), 0);

        assertEquals("", text(shaper.shape(both(20, 1000), List.of(), SECOND)));
        assertEquals("20.0", text(shaper.shape(both(20, 300), List.of(), 2 * SECOND)));
        assertEquals("", text(shaper.shape(both(20, 300), List.of(), 3 * SECOND)));
        assertEquals("20.0 1000.0", text(shaper.shape(both(20, 1000), List.of(), 4 * SECOND)));
    }

    private static Shaper limitedPressure() {
        var limited =
                new ShapingSettings(
                        List.of(),
                        Optional.of(new Limits(900, 1100)),
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        2);
        return new Shaper(
                sensor(
                        Map.of(Quantity.PRESSURE, limited, Quantity.TEMPERATURE, deadband(1)),
                        Optional.empty(),
                        Quantity.TEMPERATURE,
                        Quantity.PRESSURE));
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
        shaper.shape(celsius(20), List.of(), Long.MAX_VALUE);

        assertEquals("", text(shaper.shape(celsius(20), List.of(), Long.MIN_VALUE + 10 * SECOND)));
        assertEquals(
                "20.0", text(shaper.shape(celsius(20), List.of(), Long.MIN_VALUE + 300 * SECOND)));
    }
}
