package meetpost.simulator.mount;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.BusException.Kind;
import meetpost.drivers.sensor.KernelClass;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.bus.SimulatedKernel;
import meetpost.simulator.bus.SimulatedKernel.Attribute;
import meetpost.simulator.chip.Signal;
import meetpost.simulator.pi4j.SimulatedPlatform;

/** Has the kernel show parts that it has drivers for, as files of sysfs. */
final class KernelMount {

    private KernelMount() {}

    /** Channels of any device. Two sensors may have channels of one device. */
    static MountedChip device(SimulatedPlatform platform, Place place) {
        if (!(place instanceof Place.KernelDevice wired)) {
            throw new IllegalArgumentException(place + " is no device of the kernel");
        }
        SimulatedKernel kernel = platform.kernel();
        boolean iio = wired.of() == KernelClass.IIO;
        var channels = new Channels(0);
        Map<String, Attribute> files = new LinkedHashMap<>();
        String directory = directory(kernel, wired.of(), wired.device());
        if (kernel.names(directory).isEmpty()) {
            // Whoever is there first takes the device along when it goes.
            files.put(directory + "/name", instant -> wired.device() + "\n");
        }
        for (String name : wired.channels()) {
            Quantity quantity = wired.of().channel(name).orElseThrow().quantity();
            KernelFormat format = iio ? KernelFormat.iio(name) : KernelFormat.hwmon(name);
            String file = directory + "/" + (iio ? "in_" : "") + name;
            files.put(file + format.suffix(), channels.attribute(quantity, format));
            // Inputs of a converter have one scale.
            String scaled = name.replaceFirst("^voltage[0-9]+$", "voltage");
            format.scale()
                    .ifPresent(
                            scale ->
                                    files.put(
                                            directory + "/in_" + scaled + "_scale",
                                            instant -> scale + "\n"));
        }
        files.forEach(kernel::show);
        return new MountedChip(
                "a device of the kernel",
                new Measured(place.hashCode(), channels::measure),
                Map.of(
                        ChipFault.OFF,
                        begins -> {
                            if (begins) {
                                files.keySet().forEach(kernel::remove);
                            } else {
                                files.forEach(kernel::show);
                            }
                        },
                        ChipFault.FAILING,
                        begins -> channels.error = error(begins, "Input/output error")));
    }

    /**
     * A DHT, which its driver shows whether it is there or not.
     *
     * @param step of what it says, in both units
     */
    static ChipModel.Mount dht(double step) {
        return (platform, place) -> {
            if (!(place instanceof Place.KernelLine line)) {
                throw new IllegalArgumentException(place + " is no line of the header");
            }
            SimulatedKernel kernel = platform.kernel();
            var channels = new Channels(step);
            String device = "dht11@" + line.gpio();
            String directory = directory(kernel, KernelClass.IIO, device);
            kernel.show(directory + "/name", instant -> device + "\n");
            kernel.show(
                    directory + "/in_temp_input",
                    channels.attribute(Quantity.TEMPERATURE, KernelFormat.iio("temp")));
            kernel.show(
                    directory + "/in_humidityrelative_input",
                    channels.attribute(
                            Quantity.RELATIVE_HUMIDITY, KernelFormat.iio("humidityrelative")));
            return new MountedChip(
                    "a DHT",
                    new Measured(place.hashCode(), channels::measure),
                    Map.of(
                            ChipFault.OFF,
                            begins -> channels.error = error(begins, "Connection timed out"),
                            ChipFault.FAILING,
                            begins -> channels.error = error(begins, "Input/output error")));
        };
    }

    private static Optional<String> error(boolean begins, String words) {
        return begins ? Optional.of(words) : Optional.empty();
    }

    /** That of the device, if it is there already, else one of the next number. */
    private static String directory(SimulatedKernel kernel, KernelClass of, String device) {
        List<String> there = kernel.names(of.directory());
        String start = of.directory() + (of == KernelClass.IIO ? "/iio:device" : "/hwmon");
        for (int number = 0; number < there.size(); number++) {
            if (name(kernel, start + number).equals(device)) {
                return start + number;
            }
        }
        return start + there.size();
    }

    private static String name(SimulatedKernel kernel, String directory) {
        try {
            return kernel.read(directory + "/name").strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** What the channels of one sensor have to show. */
    private static final class Channels {

        private final Map<Quantity, Signal> signals = new ConcurrentHashMap<>();
        private final double step;
        volatile Optional<String> error = Optional.empty();

        /**
         * @param step of what the part says, in the quantities' units; 0: as fine as the kernel has
         *     it
         */
        Channels(double step) {
            this.step = step;
        }

        void measure(Quantity quantity, Signal signal) {
            signals.put(quantity, signal);
        }

        Attribute attribute(Quantity quantity, KernelFormat format) {
            return instant -> {
                Optional<String> wrong = error;
                if (wrong.isPresent()) {
                    throw new BusException(Kind.BUS, "/sys: " + wrong.get());
                }
                Signal signal = signals.getOrDefault(quantity, Signal.constant(0));
                double value = signal.at(instant);
                return format.text(step == 0 ? value : Math.round(value / step) * step);
            };
        }
    }
}
