package meetpost.agent.scan;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.drivers.bus.Kernel;
import meetpost.drivers.sensor.KernelChannels;
import meetpost.drivers.sensor.KernelClass;
import meetpost.drivers.sensor.Part.Attachment;

/**
 * Looks for devices that the kernel has a driver for. Nothing is measured.
 *
 * @param sensors of the agent that runs on the board, for their names
 */
record KernelScan(Kernel kernel, List<SensorSettings> sensors) {

    KernelScan {
        requireNonNull(kernel, "kernel");
        sensors = List.copyOf(sensors);
    }

    /** One that goes away meanwhile is left out. */
    List<Survey.KernelDevice> devices() {
        List<Survey.KernelDevice> all = new ArrayList<>();
        for (KernelClass of : KernelClass.values()) {
            Map<String, String> places = places(of);
            Map<String, String> called = new TreeMap<>();
            for (String entry : names(of.directory())) {
                name(of, entry).ifPresent(name -> called.put(entry, name));
            }
            for (Map.Entry<String, String> each : called.entrySet()) {
                String entry = each.getKey();
                String name = each.getValue();
                boolean alone = called.values().stream().filter(name::equals).count() == 1;
                String device = alone ? name : places.getOrDefault(entry, name);
                all.add(
                        new Survey.KernelDevice(
                                of,
                                device,
                                KernelChannels.in(of, names(of.directory() + "/" + entry)),
                                sensor(of, device)));
            }
        }
        return all;
    }

    /** Of I2C and SPI devices, by their directory in the class: {@code 1-0048}, {@code spi0.0}. */
    private Map<String, String> places(KernelClass of) {
        Map<String, String> places = new HashMap<>();
        for (String bus : List.of("bus/i2c/devices", "bus/spi/devices")) {
            for (String place : names(bus)) {
                String directory = bus + "/" + place;
                names(of == KernelClass.HWMON ? directory + "/hwmon" : directory)
                        .forEach(entry -> places.put(entry, place));
            }
        }
        return places;
    }

    private Optional<String> name(KernelClass of, String entry) {
        try {
            return of.isDevice(entry)
                    ? Optional.of(kernel.read(of.directory() + "/" + entry + "/name").strip())
                    : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private List<String> names(String directory) {
        try {
            return kernel.names(directory);
        } catch (IOException hidden) {
            return List.of();
        }
    }

    private Optional<String> sensor(KernelClass of, String device) {
        return sensors.stream()
                .filter(
                        sensor ->
                                isOn(sensor, of, device)
                                        || (sensor.wire() instanceof Wire.KernelLine line
                                                && device.equals("dht11@" + line.gpio())))
                .map(SensorSettings::name)
                .findFirst();
    }

    private static boolean isOn(SensorSettings sensor, KernelClass of, String device) {
        return sensor.wire() instanceof Wire.KernelDevice wire
                && sensor.part().attachment() instanceof Attachment.KernelDevice part
                && part.of() == of
                && wire.device().equals(device);
    }
}
