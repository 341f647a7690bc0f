package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.CO2;
import static meetpost.drivers.sensor.Quantity.CURRENT;
import static meetpost.drivers.sensor.Quantity.FREQUENCY;
import static meetpost.drivers.sensor.Quantity.GAS_RESISTANCE;
import static meetpost.drivers.sensor.Quantity.ILLUMINANCE;
import static meetpost.drivers.sensor.Quantity.POWER;
import static meetpost.drivers.sensor.Quantity.PRESSURE;
import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.Quantity.VOLTAGE;

import java.util.List;
import java.util.Optional;

/** Every part that there is a driver for: one line each. */
public final class Catalog {

    private static final List<Part> PARTS =
            List.of(
                    oneWire(
                            "maxim,ds18b20",
                            0x28,
                            List.of(TEMPERATURE),
                            wiring -> new Ds18b20(wiring.oneWire())),
                    i2c(
                            "ti,tmp102",
                            List.of(0x48, 0x49, 0x4A, 0x4B),
                            List.of(TEMPERATURE),
                            wiring -> new Tmp102(wiring.i2c(), wiring.pause())),
                    i2c(
                            "bosch,bme280",
                            List.of(0x76, 0x77),
                            List.of(TEMPERATURE, RELATIVE_HUMIDITY, PRESSURE),
                            wiring -> new Bme280(wiring.i2c(), wiring.pause())),
                    kernelLine(
                            "aosong,dht11",
                            wiring -> new Dht11(wiring.kernelLine(), wiring.pause())),
                    kernelLine(
                            "aosong,dht22",
                            wiring -> new Dht22(wiring.kernelLine(), wiring.pause())),
                    kernelDevice(
                            "linux,iio",
                            KernelClass.IIO,
                            List.of(
                                    TEMPERATURE,
                                    RELATIVE_HUMIDITY,
                                    PRESSURE,
                                    VOLTAGE,
                                    CURRENT,
                                    POWER,
                                    ILLUMINANCE,
                                    CO2,
                                    GAS_RESISTANCE),
                            wiring -> new LinuxIio(wiring.kernelDevice())),
                    kernelDevice(
                            "linux,hwmon",
                            KernelClass.HWMON,
                            List.of(
                                    TEMPERATURE,
                                    RELATIVE_HUMIDITY,
                                    VOLTAGE,
                                    CURRENT,
                                    POWER,
                                    FREQUENCY),
                            wiring -> new LinuxHwmon(wiring.kernelDevice())),
                    onBoard(
                            "linux,thermal",
                            LinuxThermal.FILE,
                            List.of(TEMPERATURE),
                            wiring -> new LinuxThermal(wiring.kernelFile())));

    private Catalog() {}

    /** All of them, by name. */
    public static List<Part> parts() {
        return PARTS;
    }

    /** The part of that name. */
    public static Optional<Part> part(String name) {
        return PARTS.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    private static Part i2c(
            String name, List<Integer> addresses, List<Quantity> quantities, Part.Opener opener) {
        return new Part(name, new Part.Attachment.I2c(addresses), quantities, opener);
    }

    private static Part oneWire(
            String name, int family, List<Quantity> quantities, Part.Opener opener) {
        return new Part(name, new Part.Attachment.OneWire(family), quantities, opener);
    }

    private static Part onBoard(
            String name, String file, List<Quantity> quantities, Part.Opener opener) {
        return new Part(name, new Part.Attachment.OnBoard(file), quantities, opener);
    }

    private static Part kernelLine(String name, Part.Opener opener) {
        return new Part(
                name,
                new Part.Attachment.KernelLine(),
                List.of(TEMPERATURE, RELATIVE_HUMIDITY),
                opener);
    }

    private static Part kernelDevice(
            String name, KernelClass of, List<Quantity> quantities, Part.Opener opener) {
        return new Part(name, new Part.Attachment.KernelDevice(of), quantities, opener);
    }
}
