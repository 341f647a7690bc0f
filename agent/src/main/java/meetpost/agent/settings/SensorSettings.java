package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Quantity;

/**
 * One sensor.
 *
 * @param name its key in the file, in topics
 * @param title for people
 * @param every from one planned instant to the next
 * @param qos 0, 1 or 2
 * @param shaping one for each quantity of the part
 * @param deviceClasses Home Assistant's, of those quantities that have one
 * @param maxSilence published at least this often, whatever the deadband says
 * @param maxSame exactly the same values for longer are the fault {@code stuck}
 * @param topic without prefix: {@code sensoren/<name>} unless the file says otherwise
 * @param json whether {@code …/reading} is published too
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
        boolean json) {

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
    }
}
