package meetpost.agent.shaping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.settings.ShapingSettings;
import meetpost.agent.settings.ShapingSettings.Filter;
import meetpost.agent.settings.ShapingSettings.Point;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Part.Attachment;
import meetpost.drivers.sensor.Quantity;

/** What becomes of values, by settings that are said in a word. */
abstract class ShaperRig {

    static final long SECOND = 1_000_000_000L;
    static final ShapingSettings PLAIN =
            new ShapingSettings(
                    List.of(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 2);

    /** What becomes of these values, one in ten seconds. Silence is an empty text. */
    static List<String> shape(ShapingSettings settings, double... values) {
        var shaper = new Shaper(sensor(settings));
        List<String> shaped = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            shaped.add(text(shaper.shape(celsius(values[i]), List.of(), i * 10L * SECOND)));
        }
        return shaped;
    }

    static String text(Shaped shaped) {
        if (shaped instanceof Shaped.Due due) {
            return String.join(
                    " ", due.measurements().stream().map(m -> Double.toString(m.value())).toList());
        }
        if (shaped instanceof Shaped.Refused refused) {
            return refused.kind().text() + ": " + refused.message();
        }
        return "";
    }

    static String marked(String text) {
        return text.contains(": ") ? "?" : text;
    }

    static List<String> marked(List<String> texts) {
        return texts.stream().map(ShaperTest::marked).toList();
    }

    static ShapingSettings calibrated(Point... points) {
        return new ShapingSettings(
                List.of(points), Optional.empty(), Optional.empty(), Optional.empty(), 0, 2);
    }

    static ShapingSettings limitedRate() {
        return new ShapingSettings(
                List.of(), Optional.empty(), Optional.of(0.1), Optional.empty(), 0, 2);
    }

    static ShapingSettings filtered(Filter.Kind kind, int length) {
        return new ShapingSettings(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Filter(kind, length)),
                0,
                2);
    }

    static ShapingSettings deadband(double deadband) {
        return new ShapingSettings(
                List.of(), Optional.empty(), Optional.empty(), Optional.empty(), deadband, 2);
    }

    static SensorSettings stuckAfterAMinute() {
        return sensor(Map.of(), Optional.of(Duration.ofMinutes(1)), Quantity.TEMPERATURE);
    }

    static SensorSettings sensor(ShapingSettings shaping) {
        return sensor(
                Map.of(Quantity.TEMPERATURE, shaping), Optional.empty(), Quantity.TEMPERATURE);
    }

    static SensorSettings sensor(
            Map<Quantity, ShapingSettings> shaping,
            Optional<Duration> maxSame,
            Quantity... quantities) {
        var all = new HashMap<Quantity, ShapingSettings>();
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

    static List<Measurement> celsius(double value) {
        return List.of(new Measurement(Quantity.TEMPERATURE, value));
    }

    static List<Measurement> both(double celsius, double hectopascal) {
        return List.of(
                new Measurement(Quantity.TEMPERATURE, celsius),
                new Measurement(Quantity.PRESSURE, hectopascal));
    }
}
