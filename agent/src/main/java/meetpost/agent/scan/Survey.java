package meetpost.agent.scan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import meetpost.drivers.sensor.KernelClass;

/**
 * What answered on the buses of a board.
 *
 * @param identified whether chips were asked for what they are
 * @param buses the I2C buses that were asked
 * @param others the I2C buses that were not
 * @param kernel what the kernel has a driver for and shows as files
 * @param processor whether the kernel tells the processor's temperature
 */
public record Survey(
        boolean identified,
        List<Bus> buses,
        List<Integer> others,
        OneWire oneWire,
        List<KernelDevice> kernel,
        boolean processor) {

    public Survey {
        buses = List.copyOf(buses);
        others = List.copyOf(others);
        requireNonNull(oneWire, "oneWire");
        kernel = List.copyOf(kernel);
    }

    /** Whether not one bus could be asked, and the kernel shows nothing either. */
    public boolean isBlind() {
        return kernel.isEmpty()
                && oneWire.problem().isPresent()
                && buses.stream()
                        .allMatch(bus -> bus.problem().isPresent() && bus.devices().isEmpty());
    }

    /**
     * One I2C bus.
     *
     * @param problem why it could not be asked, or not to the end
     */
    public record Bus(int number, List<Device> devices, Optional<String> problem) {

        public Bus {
            devices = List.copyOf(devices);
            requireNonNull(problem, "problem");
        }
    }

    /**
     * An address that answered, or that nobody may ask.
     *
     * @param driver of the kernel that has it; it was not asked then
     * @param identity what it said that it is
     * @param sensor its name in the settings of the agent that runs
     */
    public record Device(
            int address,
            Optional<String> driver,
            Optional<Identity> identity,
            Optional<String> sensor) {

        public Device {
            requireNonNull(driver, "driver");
            requireNonNull(identity, "identity");
            requireNonNull(sensor, "sensor");
        }
    }

    /**
     * What a chip said that it is.
     *
     * @param part the name of a known part
     * @param reads {@code D0 r 60}: the register and what it holds, hexadecimal
     */
    public record Identity(String part, String reads) {

        public Identity {
            requireNonNull(part, "part");
            requireNonNull(reads, "reads");
        }
    }

    /**
     * The 1-wire buses.
     *
     * @param problem why they could not be asked
     */
    public record OneWire(List<Rom> roms, Optional<String> problem) {

        public OneWire {
            roms = List.copyOf(roms);
            requireNonNull(problem, "problem");
        }
    }

    /**
     * A device that the kernel has a driver for.
     *
     * @param device what the kernel calls it, or where it is wired if others are called so too
     * @param channels that there is a quantity for
     * @param sensor its name in the settings of the agent that runs
     */
    public record KernelDevice(
            KernelClass of, String device, List<String> channels, Optional<String> sensor) {

        public KernelDevice {
            requireNonNull(of, "of");
            requireNonNull(device, "device");
            channels = List.copyOf(channels);
            requireNonNull(sensor, "sensor");
        }
    }

    /**
     * A ROM code that the kernel lists.
     *
     * @param sensor its name in the settings of the agent that runs
     */
    public record Rom(String code, Optional<String> sensor) {

        public Rom {
            requireNonNull(code, "code");
            requireNonNull(sensor, "sensor");
        }
    }
}
