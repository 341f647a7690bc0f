package meetpost.agent.settings.yaml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.InputSettings;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import org.snakeyaml.engine.v2.nodes.Node;

/** No two things on one pin or address. */
final class WiringCheck {

    /** Of bus 1, on every Pi since 2012. */
    private static final int SDA = 2;

    private static final int SCL = 3;

    /** Where {@code dtoverlay=w1-gpio} puts the bus unless it is told otherwise. */
    private static final int ONE_WIRE = 4;

    private WiringCheck() {}

    static void check(
            List<Found<SensorSettings>> sensors,
            List<Found<InputSettings>> inputs,
            List<Found<ActuatorSettings>> actuators,
            ProblemReport report) {
        addresses(sensors, report);
        roms(sensors, report);
        partsOfTheBoard(sensors, report);
        channels(sensors, report);
        ports(sensors, report);

        Claims<Integer> pins = new Claims<>();
        Map<Integer, String> held = held(sensors);
        for (Found<SensorSettings> sensor : sensors) {
            Optional<Integer> gpio = line(sensor.thing().wire());
            if (gpio.isPresent()) {
                Node at = sensor.section().at(SensorSection.GPIO);
                pins.add(gpio.get(), "sensor " + sensor.thing().name(), at);
                refuseHeld(held, gpio.get(), at, report);
            }
        }
        for (Found<InputSettings> input : inputs) {
            Node at = input.section().at(InputSection.GPIO);
            pins.add(input.thing().gpio(), "input " + input.thing().name(), at);
            refuseHeld(held, input.thing().gpio(), at, report);
        }
        for (Found<ActuatorSettings> actuator : actuators) {
            Node at = actuator.section().at(ActuatorSection.GPIO);
            pins.add(actuator.thing().gpio(), "output " + actuator.thing().name(), at);
            refuseHeld(held, actuator.thing().gpio(), at, report);
        }
        pins.report(
                report,
                (gpio, first) -> "GPIO " + gpio + " is taken by " + first + ", expected another");
    }

    /** The line of the header that a part has for itself. */
    private static Optional<Integer> line(Wire wire) {
        if (wire instanceof Wire.Pulses pulses) {
            return Optional.of(pulses.gpio());
        }
        return wire instanceof Wire.KernelLine line ? Optional.of(line.gpio()) : Optional.empty();
    }

    private static void refuseHeld(
            Map<Integer, String> held, int gpio, Node at, ProblemReport report) {
        if (held.containsKey(gpio)) {
            report.at(at, "GPIO " + gpio + " is " + held.get(gpio) + ", expected another");
        }
    }

    private static Map<Integer, String> held(List<Found<SensorSettings>> sensors) {
        Map<Integer, String> held = new HashMap<>();
        for (Found<SensorSettings> sensor : sensors) {
            String user = ", which sensor " + sensor.thing().name() + " is on";
            if (sensor.thing().wire() instanceof Wire.I2c i2c && i2c.bus() == 1) {
                held.putIfAbsent(SDA, "SDA of I2C bus 1" + user);
                held.putIfAbsent(SCL, "SCL of I2C bus 1" + user);
            }
            if (sensor.thing().wire() instanceof Wire.OneWire) {
                held.putIfAbsent(ONE_WIRE, "the 1-wire bus" + user);
            }
        }
        return held;
    }

    private static void addresses(List<Found<SensorSettings>> sensors, ProblemReport report) {
        Claims<String> claims = new Claims<>();
        for (Found<SensorSettings> sensor : sensors) {
            Section section = sensor.section();
            boolean right =
                    !section.has(SensorSection.ADDRESS)
                            || section.find(SensorSection.ADDRESS).isPresent();
            if (right && sensor.thing().wire() instanceof Wire.I2c wire) {
                String where =
                        "address 0x"
                                + Integer.toHexString(wire.address())
                                + " on bus "
                                + wire.bus();
                claims.add(
                        where,
                        "sensor " + sensor.thing().name(),
                        section.at(SensorSection.ADDRESS));
            }
        }
        claims.report(
                report,
                (where, first) ->
                        where + " is taken by " + first + ", expected another address or bus");
    }

    private static void partsOfTheBoard(List<Found<SensorSettings>> sensors, ProblemReport report) {
        Claims<String> claims = new Claims<>();
        for (Found<SensorSettings> sensor : sensors) {
            if (sensor.thing().wire() instanceof Wire.OnBoard) {
                claims.add(
                        sensor.thing().part().name(),
                        "sensor " + sensor.thing().name(),
                        sensor.section().at(SensorSection.PART));
            }
        }
        claims.report(
                report,
                (part, first) ->
                        "the board has one " + part + ", which is " + first + ", expected another");
    }

    private static void ports(List<Found<SensorSettings>> sensors, ProblemReport report) {
        Claims<String> claims = new Claims<>();
        for (Found<SensorSettings> sensor : sensors) {
            if (sensor.thing().wire() instanceof Wire.Serial wire) {
                claims.add(
                        wire.port(),
                        "sensor " + sensor.thing().name(),
                        sensor.section().at(P1Keys.PORT));
            }
        }
        claims.report(
                report, (port, first) -> port + " is taken by " + first + ", expected another");
    }

    private static void channels(List<Found<SensorSettings>> sensors, ProblemReport report) {
        Claims<String> claims = new Claims<>();
        for (Found<SensorSettings> sensor : sensors) {
            if (sensor.thing().wire() instanceof Wire.KernelDevice wire) {
                for (String channel : wire.channels()) {
                    claims.add(
                            "%s of %s %s"
                                    .formatted(
                                            channel, sensor.thing().part().name(), wire.device()),
                            "sensor " + sensor.thing().name(),
                            sensor.section().at(SensorSection.CHANNEL));
                }
            }
        }
        claims.report(
                report, (what, first) -> what + " is taken by " + first + ", expected another");
    }

    private static void roms(List<Found<SensorSettings>> sensors, ProblemReport report) {
        Claims<String> claims = new Claims<>();
        Map<String, Found<SensorSettings>> first = new HashMap<>();
        for (Found<SensorSettings> sensor : sensors) {
            if (!(sensor.thing().wire() instanceof Wire.OneWire wire)) {
                continue;
            }
            wire.rom()
                    .ifPresent(
                            rom ->
                                    claims.add(
                                            rom,
                                            "sensor " + sensor.thing().name(),
                                            sensor.section().at(SensorSection.ROM)));
            String part = sensor.thing().part().name();
            Found<SensorSettings> other = first.putIfAbsent(part, sensor);
            if (other != null) {
                needsRom(sensor, other, report);
                needsRom(other, sensor, report);
            }
        }
        claims.report(
                report,
                (rom, owner) -> "ROM " + rom + " is taken by " + owner + ", expected another");
    }

    private static void needsRom(
            Found<SensorSettings> sensor, Found<SensorSettings> other, ProblemReport report) {
        if (!sensor.section().has(SensorSection.ROM)) {
            report.at(
                    sensor.section().at(),
                    "sensor %s has no \"rom\" and sensor %s is a %s too, expected a rom for each"
                            .formatted(
                                    sensor.thing().name(),
                                    other.thing().name(),
                                    other.thing().part().name()));
        }
    }
}
