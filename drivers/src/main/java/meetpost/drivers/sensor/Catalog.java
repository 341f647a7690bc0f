package meetpost.drivers.sensor;

import static java.util.Map.entry;
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
import java.util.Map;
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
                    i2c(
                            "bosch,bmp280",
                            List.of(0x76, 0x77),
                            List.of(TEMPERATURE, PRESSURE),
                            wiring -> new Bmp280(wiring.i2c(), wiring.pause())),
                    i2c(
                            "sensirion,sht3x",
                            List.of(0x44, 0x45),
                            List.of(TEMPERATURE, RELATIVE_HUMIDITY),
                            wiring -> new Sht3x(wiring.i2c(), wiring.pause())),
                    i2c(
                            "sensirion,sht4x",
                            List.of(0x44, 0x45, 0x46),
                            List.of(TEMPERATURE, RELATIVE_HUMIDITY),
                            wiring -> new Sht4x(wiring.i2c(), wiring.pause())),
                    i2c(
                            "sensirion,shtc3",
                            List.of(0x70),
                            List.of(TEMPERATURE, RELATIVE_HUMIDITY),
                            wiring -> new Shtc3(wiring.i2c(), wiring.pause())),
                    i2c(
                            "aosong,aht20",
                            List.of(0x38),
                            List.of(TEMPERATURE, RELATIVE_HUMIDITY),
                            wiring -> new Aht20(wiring.i2c(), wiring.pause())),
                    i2c(
                            "rohm,bh1750",
                            List.of(0x23, 0x5C),
                            List.of(ILLUMINANCE),
                            wiring -> new Bh1750(wiring.i2c(), wiring.pause())),
                    i2c(
                            "ti,ina219",
                            List.of(
                                    0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49,
                                    0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F),
                            List.of(VOLTAGE, CURRENT, POWER),
                            wiring -> new Ina219(wiring.i2c(), wiring.pause())),
                    i2c(
                            "ti,ina226",
                            List.of(
                                    0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49,
                                    0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F),
                            List.of(VOLTAGE, CURRENT, POWER),
                            wiring -> new Ina226(wiring.i2c(), wiring.pause())),
                    i2c(
                            "microchip,mcp9808",
                            List.of(0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F),
                            List.of(TEMPERATURE),
                            wiring -> new Mcp9808(wiring.i2c(), wiring.pause())),
                    i2c(
                            "ti,tmp117",
                            List.of(0x48, 0x49, 0x4A, 0x4B),
                            List.of(TEMPERATURE),
                            wiring -> new Tmp117(wiring.i2c(), wiring.pause())),
                    i2c(
                            "nxp,lm75b",
                            List.of(0x48, 0x49, 0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F),
                            List.of(TEMPERATURE),
                            wiring -> new Lm75b(wiring.i2c(), wiring.pause())),
                    i2c(
                            "adi,adt7410",
                            List.of(0x48, 0x49, 0x4A, 0x4B),
                            List.of(TEMPERATURE),
                            wiring -> new Adt7410(wiring.i2c(), wiring.pause())),
                    i2c(
                            "meas,htu21d",
                            List.of(0x40),
                            List.of(TEMPERATURE, RELATIVE_HUMIDITY),
                            wiring -> new Htu21d(wiring.i2c(), wiring.pause())),
                    i2c(
                            "silabs,si7021",
                            List.of(0x40),
                            List.of(TEMPERATURE, RELATIVE_HUMIDITY),
                            wiring -> new Si7021(wiring.i2c(), wiring.pause())),
                    i2c(
                            "ti,hdc1080",
                            List.of(0x40),
                            List.of(TEMPERATURE, RELATIVE_HUMIDITY),
                            wiring -> new Hdc1080(wiring.i2c(), wiring.pause())),
                    i2c(
                            "sensirion,scd4x",
                            List.of(0x62),
                            List.of(CO2, TEMPERATURE, RELATIVE_HUMIDITY),
                            wiring -> new Scd4x(wiring.i2c(), wiring.pause())),
                    i2c(
                            "bosch,bmp180",
                            List.of(0x77),
                            List.of(TEMPERATURE, PRESSURE),
                            wiring -> new Bmp180(wiring.i2c(), wiring.pause())),
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
                                    GAS_RESISTANCE,
                                    Quantity.DISTANCE,
                                    Quantity.PM25,
                                    Quantity.PM10),
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
                                    FREQUENCY,
                                    Quantity.SPEED),
                            wiring -> new LinuxHwmon(wiring.kernelDevice())),
                    analog("ti,ads1115", List.of(0x48, 0x49, 0x4A, 0x4B), Ads1115.opener()),
                    analog("ti,ads1015", List.of(0x48, 0x49, 0x4A, 0x4B), Ads1015.opener()),
                    new Part(
                            "meetpost,system",
                            new Part.Attachment.Machine(),
                            List.of(
                                    TEMPERATURE,
                                    Quantity.LOAD,
                                    Quantity.MEMORY,
                                    Quantity.DISK,
                                    Quantity.UPTIME,
                                    Quantity.WIFI,
                                    Quantity.UNDER_VOLTAGE,
                                    Quantity.THROTTLED),
                            wiring -> new MeetpostSystem(wiring.kernelDevice())),
                    onBoard(
                            "linux,thermal",
                            LinuxThermal.FILE,
                            List.of(TEMPERATURE),
                            wiring -> new LinuxThermal(wiring.kernelFile())));

    /** Parts that are sold under names of their own, and are one part to a program. */
    private static final Map<String, String> SOLD_AS =
            Map.ofEntries(
                    entry("sht30", "sensirion,sht3x"),
                    entry("sht31", "sensirion,sht3x"),
                    entry("sht35", "sensirion,sht3x"),
                    entry("sht40", "sensirion,sht4x"),
                    entry("sht41", "sensirion,sht4x"),
                    entry("sht45", "sensirion,sht4x"),
                    entry("scd40", "sensirion,scd4x"),
                    entry("scd41", "sensirion,scd4x"),
                    entry("sht21", "meas,htu21d"),
                    entry("aht21", "aosong,aht20"),
                    entry("dht20", "aosong,aht20"),
                    entry("bmp085", "bosch,bmp180"),
                    entry("tmp112", "ti,tmp102"),
                    entry("tmp75", "nxp,lm75b"),
                    entry("lm75a", "nxp,lm75b"),
                    entry("lm75", "nxp,lm75b"));

    private Catalog() {}

    /** All of them, by name. */
    public static List<Part> parts() {
        return PARTS;
    }

    /** The part of that name. */
    public static Optional<Part> part(String name) {
        return PARTS.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    /** The name here of a part that is sold as {@code model}: {@code sht31}, without a maker. */
    public static Optional<String> soldAs(String model) {
        return Optional.ofNullable(SOLD_AS.get(model));
    }

    private static Part i2c(
            String name, List<Integer> addresses, List<Quantity> quantities, Part.Opener opener) {
        return new Part(name, new Part.Attachment.I2c(addresses), quantities, opener);
    }

    private static Part analog(String name, List<Integer> addresses, AnalogOpener opener) {
        return i2c(name, addresses, opener.quantities(), opener);
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
