package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import meetpost.agent.formula.Formula;
import meetpost.agent.json.JsonPath;
import meetpost.drivers.bus.Pull;
import meetpost.drivers.input.PulseFilter.CountedEdge;
import meetpost.drivers.p1.P1Channel;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Quantity;

/**
 * One sensor.
 *
 * @param name its key in the file, in topics
 * @param title for people
 * @param every from one planned instant to the next
 * @param qos 0, 1 or 2
 * @param shaping one for each quantity of the part, and for each that is derived from them
 * @param deviceClasses Home Assistant's, of those quantities that have one
 * @param maxSilence published at least this often, whatever the deadband says
 * @param maxSame exactly the same values for longer are the fault {@code stuck}
 * @param topic without prefix: {@code sensoren/<name>} unless the file says otherwise
 * @param json whether {@code …/reading} is published too
 * @param derived what follows from what the part measures, and what is used for nothing else
 */
public record SensorSettings(
        String name,
        String title,
        Part part,
        Wire wire,
        Duration every,
        int qos,
        Map<Quantity, ShapingSettings> shaping,
        Map<Quantity, String> deviceClasses,
        Duration maxSilence,
        Optional<Duration> maxSame,
        String topic,
        boolean json,
        Derived derived) {

    /** One of which only what its part measures is published, and all of it. */
    public SensorSettings(
            String name,
            String title,
            Part part,
            Wire wire,
            Duration every,
            int qos,
            Map<Quantity, ShapingSettings> shaping,
            Map<Quantity, String> deviceClasses,
            Duration maxSilence,
            Optional<Duration> maxSame,
            String topic,
            boolean json) {
        this(
                name,
                title,
                part,
                wire,
                every,
                qos,
                shaping,
                deviceClasses,
                maxSilence,
                maxSame,
                topic,
                json,
                Derived.NOTHING);
    }

    public SensorSettings {
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(part, "part");
        requireNonNull(wire, "wire");
        requireNonNull(every, "every");
        shaping = Map.copyOf(shaping);
        deviceClasses = Map.copyOf(deviceClasses);
        requireNonNull(maxSilence, "maxSilence");
        requireNonNull(maxSame, "maxSame");
        requireNonNull(topic, "topic");
        requireNonNull(derived, "derived");
    }

    /** What it publishes: in the order of the part, then of the formulas. Never empty. */
    public List<Quantity> quantities() {
        return derived.published(part);
    }

    /** Whether somebody else publishes what it measures: it is heard, and never asked. */
    public boolean isForeign() {
        return wire instanceof Wire.Topic;
    }

    /** Whether it says nothing by itself and has to be asked. */
    public boolean isAsked() {
        return !isForeign() && !(wire instanceof Wire.Pulses) && !(wire instanceof Wire.Serial);
    }

    /** Where in somebody else's JSON a quantity is; empty: it is in none. */
    public Optional<JsonPath> path(Quantity quantity) {
        return wire instanceof Wire.Topic foreign
                ? foreign.values().stream()
                        .filter(each -> each.quantity().equals(quantity))
                        .findFirst()
                        .flatMap(PickedValue::path)
                : Optional.empty();
    }

    /** Whether its values are published. How it is, always is. */
    public boolean isPublished() {
        return !(wire instanceof Wire.Topic foreign) || foreign.republish();
    }

    /**
     * What is made of what the part measures.
     *
     * @param formulas each after those that it needs
     * @param kept quantities of the part, or of formulas, that are not published
     */
    public record Derived(List<Formula> formulas, Set<Quantity> kept) {

        /** The part's quantities as they are. */
        public static final Derived NOTHING = new Derived(List.of(), Set.of());

        public Derived {
            formulas = List.copyOf(formulas);
            kept = Set.copyOf(kept);
        }

        private List<Quantity> published(Part part) {
            if (formulas.isEmpty() && kept.isEmpty()) {
                return part.quantities();
            }
            return all(part).stream().filter(each -> !kept.contains(each)).toList();
        }

        /** What the part measures, then what follows from it. */
        public List<Quantity> all(Part part) {
            return Stream.concat(
                            part.quantities().stream(), formulas.stream().map(Formula::quantity))
                    .toList();
        }
    }

    /** Where a sensor is wired. */
    public sealed interface Wire {

        /** On {@code /dev/i2c-<bus>}. */
        record I2c(int bus, int address) implements Wire {}

        /**
         * On 1-wire.
         *
         * @param rom empty: the only one of its family
         */
        record OneWire(Optional<String> rom) implements Wire {}

        /**
         * Part of the board.
         *
         * @param file in which the kernel shows it, below {@code /sys}
         */
        record OnBoard(String file) implements Wire {}

        /**
         * To what the kernel has a driver for.
         *
         * @param device what the kernel calls it, or where it is wired
         * @param channels as the kernel names them, one for each quantity of the part, in its order
         */
        record KernelDevice(String device, List<String> channels) implements Wire {

            public KernelDevice {
                requireNonNull(device, "device");
                channels = List.copyOf(channels);
            }
        }

        /** On one line of the header, which a driver of the kernel has. */
        record KernelLine(int gpio) implements Wire {}

        /**
         * To a line of the header whose pulses are counted.
         *
         * @param gpio 2 to 27
         * @param debounce zero: each edge counts
         * @param perPulse what a pulse stands for, in the unit of the part's first quantity; above
         *     0
         * @param begin the total before the first pulse
         * @param rate the part's second quantity where one unit comes each second
         */
        record Pulses(
                int gpio,
                Pull pull,
                CountedEdge edge,
                Duration debounce,
                double perPulse,
                double begin,
                double rate)
                implements Wire {

            public Pulses {
                requireNonNull(pull, "pull");
                requireNonNull(edge, "edge");
                requireNonNull(debounce, "debounce");
            }
        }

        /**
         * To the P1 port of a smart meter.
         *
         * @param port a device, or {@code tcp://host:port}
         * @param dsmr 2 to 5
         * @param channels one for each quantity of the part, in its order
         */
        record Serial(String port, int dsmr, List<P1Channel> channels) implements Wire {

            public Serial {
                requireNonNull(port, "port");
                channels = List.copyOf(channels);
            }
        }

        /**
         * To nothing: a program is run that measures.
         *
         * @param command its absolute path and its arguments
         * @param timeout after which it has failed
         */
        record Program(List<String> command, Duration timeout) implements Wire {

            public Program {
                command = List.copyOf(command);
                requireNonNull(timeout, "timeout");
            }
        }

        /**
         * Nowhere on this board: somebody else publishes it.
         *
         * @param topic whole, our prefix is not put before it
         * @param values one for each quantity of the part, in its order
         * @param republish whether the values are published on the sensor's own topics too
         */
        record Topic(String topic, List<PickedValue> values, boolean republish) implements Wire {

            public Topic {
                requireNonNull(topic, "topic");
                values = List.copyOf(values);
            }
        }
    }
}
