package meetpost.agent.foreign;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.json.JsonPath;
import meetpost.agent.settings.PickedValue;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Quantity;

/** A sensor in the garden that zigbee2mqtt publishes. */
final class Tuin {

    static final Quantity BATTERY = Quantity.named("batterij", "%", 0);

    private static final Part PART =
            new Part(
                    "meetpost,mqtt",
                    new Part.Attachment.Topic(),
                    List.of(Quantity.TEMPERATURE, BATTERY),
                    wiring -> {
                        throw new BusException(BusException.Kind.NO_ANSWER, "is not asked");
                    });

    private Tuin() {}

    static SensorSettings on(String topic) {
        return new SensorSettings(
                "tuin",
                "Tuin",
                PART,
                new Wire.Topic(
                        topic,
                        List.of(
                                new PickedValue(
                                        Quantity.TEMPERATURE, JsonPath.parse("temperature")),
                                new PickedValue(BATTERY, JsonPath.parse("battery"))),
                        false),
                Duration.ofMinutes(10),
                1,
                Map.of(),
                Map.of(),
                Duration.ofMinutes(5),
                Optional.empty(),
                "sensoren/tuin",
                false);
    }

    static ForeignSensor sensor(Ticks ticks, Clock clock) {
        SensorSettings settings = on("zigbee2mqtt/tuin");
        return new ForeignSensor(settings, (Wire.Topic) settings.wire(), ticks, clock);
    }
}
