package meetpost.simulator.mount;

import static meetpost.drivers.sensor.Quantity.CO2;
import static meetpost.drivers.sensor.Quantity.CURRENT;
import static meetpost.drivers.sensor.Quantity.ILLUMINANCE;
import static meetpost.drivers.sensor.Quantity.PRESSURE;
import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.Quantity.VOLTAGE;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.chip.Ads1015Chip;
import meetpost.simulator.chip.Ads1115Chip;
import meetpost.simulator.chip.Adt7410Chip;
import meetpost.simulator.chip.Aht20Chip;
import meetpost.simulator.chip.Bh1750Chip;
import meetpost.simulator.chip.Bme280Chip;
import meetpost.simulator.chip.Bmp180Chip;
import meetpost.simulator.chip.Bmp280Chip;
import meetpost.simulator.chip.Hdc1080Chip;
import meetpost.simulator.chip.Htu21dChip;
import meetpost.simulator.chip.I2cChip;
import meetpost.simulator.chip.Ina219Chip;
import meetpost.simulator.chip.Ina226Chip;
import meetpost.simulator.chip.Lm75bChip;
import meetpost.simulator.chip.Mcp9808Chip;
import meetpost.simulator.chip.Scd4xChip;
import meetpost.simulator.chip.Sht3xChip;
import meetpost.simulator.chip.Sht4xChip;
import meetpost.simulator.chip.Shtc3Chip;
import meetpost.simulator.chip.Si7021Chip;
import meetpost.simulator.chip.Signal;
import meetpost.simulator.chip.Tmp102Chip;
import meetpost.simulator.chip.Tmp117Chip;
import meetpost.simulator.mount.ChipModel.Span;

/** The simulated chips on I2C: what each can measure, and how finely. */
final class I2cModels {

    private I2cModels() {}

    /** The voltage at an input of a converter. */
    private static Quantity pin(int number) {
        return Quantity.named("ain" + number, "V", 3);
    }

    static List<ChipModel> all() {
        return List.of(
                I2cModels.<Tmp102Chip>model(
                        "ti,tmp102",
                        Tmp102Chip::new,
                        door(TEMPERATURE, -55, 127, 0.0625, Tmp102Chip::temperature)),
                I2cModels.<Bme280Chip>model(
                        "bosch,bme280",
                        Bme280Chip::new,
                        door(TEMPERATURE, -40, 85, 0.01, Bme280Chip::temperature),
                        door(RELATIVE_HUMIDITY, 0, 100, 0.02, Bme280Chip::humidity),
                        door(PRESSURE, 300, 1100, 0.05, Bme280Chip::pressure)),
                model(
                        "bosch,bmp280",
                        Bmp280Chip::new,
                        door(TEMPERATURE, -40, 85, 0.01, Bmp280Chip::temperature),
                        door(PRESSURE, 300, 1100, 0.05, Bmp280Chip::pressure)),
                I2cModels.<Ads1115Chip>model(
                        "ti,ads1115",
                        Ads1115Chip::new,
                        door(pin(0), 0, 4.095, 0.0001, (chip, volts) -> chip.input(0, volts)),
                        door(pin(1), 0, 4.095, 0.0001, (chip, volts) -> chip.input(1, volts)),
                        door(pin(2), 0, 4.095, 0.0001, (chip, volts) -> chip.input(2, volts)),
                        door(pin(3), 0, 4.095, 0.0001, (chip, volts) -> chip.input(3, volts))),
                I2cModels.<Ads1015Chip>model(
                        "ti,ads1015",
                        Ads1015Chip::new,
                        door(pin(0), 0, 4.09, 0.0011, (chip, volts) -> chip.input(0, volts)),
                        door(pin(1), 0, 4.09, 0.0011, (chip, volts) -> chip.input(1, volts)),
                        door(pin(2), 0, 4.09, 0.0011, (chip, volts) -> chip.input(2, volts)),
                        door(pin(3), 0, 4.09, 0.0011, (chip, volts) -> chip.input(3, volts))),
                model(
                        "sensirion,sht3x",
                        Sht3xChip::new,
                        door(TEMPERATURE, -40, 125, 0.002, Sht3xChip::temperature),
                        door(RELATIVE_HUMIDITY, 0, 100, 0.001, Sht3xChip::humidity)),
                model(
                        "sensirion,sht4x",
                        Sht4xChip::new,
                        door(TEMPERATURE, -40, 125, 0.002, Sht4xChip::temperature),
                        door(RELATIVE_HUMIDITY, 0, 100, 0.001, Sht4xChip::humidity)),
                model(
                        "sensirion,shtc3",
                        Shtc3Chip::new,
                        door(TEMPERATURE, -40, 125, 0.002, Shtc3Chip::temperature),
                        door(RELATIVE_HUMIDITY, 0, 99.99, 0.001, Shtc3Chip::humidity)),
                model(
                        "aosong,aht20",
                        Aht20Chip::new,
                        door(TEMPERATURE, -40, 85, 0.0001, Aht20Chip::temperature),
                        door(RELATIVE_HUMIDITY, 0, 99.99, 0.0001, Aht20Chip::humidity)),
                model(
                        "rohm,bh1750",
                        Bh1750Chip::new,
                        door(ILLUMINANCE, 0, 100_000, 1, Bh1750Chip::illuminance)),
                model(
                        "ti,ina219",
                        Ina219Chip::new,
                        door(VOLTAGE, 0, 26, 0.0021, Ina219Chip::voltage),
                        door(CURRENT, -3.19, 3.19, 0.0001, Ina219Chip::current)),
                model(
                        "ti,ina226",
                        Ina226Chip::new,
                        door(VOLTAGE, 0, 36, 0.001, Ina226Chip::voltage),
                        door(CURRENT, -0.819, 0.819, 0.00002, Ina226Chip::current)),
                model(
                        "microchip,mcp9808",
                        Mcp9808Chip::new,
                        door(TEMPERATURE, -40, 125, 0.0625, Mcp9808Chip::temperature)),
                model(
                        "ti,tmp117",
                        Tmp117Chip::new,
                        door(TEMPERATURE, -55, 150, 0.004, Tmp117Chip::temperature)),
                model(
                        "nxp,lm75b",
                        Lm75bChip::new,
                        door(TEMPERATURE, -55, 125, 0.0625, Lm75bChip::temperature)),
                model(
                        "adi,adt7410",
                        Adt7410Chip::new,
                        door(TEMPERATURE, -55, 150, 0.004, Adt7410Chip::temperature)),
                model(
                        "meas,htu21d",
                        Htu21dChip::new,
                        door(TEMPERATURE, -40, 125, 0.011, Htu21dChip::temperature),
                        door(RELATIVE_HUMIDITY, 0, 100, 0.008, Htu21dChip::humidity)),
                model(
                        "silabs,si7021",
                        Si7021Chip::new,
                        door(TEMPERATURE, -40, 125, 0.011, Si7021Chip::temperature),
                        door(RELATIVE_HUMIDITY, 0, 100, 0.008, Si7021Chip::humidity)),
                model(
                        "ti,hdc1080",
                        Hdc1080Chip::new,
                        door(TEMPERATURE, -40, 124.9, 0.006, Hdc1080Chip::temperature),
                        door(RELATIVE_HUMIDITY, 0, 99.9, 0.004, Hdc1080Chip::humidity)),
                model(
                        "sensirion,scd4x",
                        Scd4xChip::new,
                        door(CO2, 400, 5000, 0.5, Scd4xChip::co2),
                        door(TEMPERATURE, -10, 60, 0.002, Scd4xChip::temperature),
                        door(RELATIVE_HUMIDITY, 0, 100, 0.001, Scd4xChip::humidity)),
                model(
                        "bosch,bmp180",
                        Bmp180Chip::new,
                        door(TEMPERATURE, -40, 85, 0.06, Bmp180Chip::temperature),
                        door(PRESSURE, 300, 1100, 0.08, Bmp180Chip::pressure)));
    }

    @SafeVarargs
    private static <C extends I2cChip> ChipModel model(
            String part, Supplier<C> chips, Door<C>... doors) {
        Map<Quantity, Span> spans = new HashMap<>();
        Map<Quantity, BiConsumer<C, Signal>> tells = new HashMap<>();
        for (Door<C> door : doors) {
            spans.put(door.quantity(), door.span());
            tells.put(door.quantity(), door.tell());
        }
        return new ChipModel(part, spans, I2cMount.of(chips, tells));
    }

    private static <C> Door<C> door(
            Quantity quantity,
            double low,
            double high,
            double resolution,
            BiConsumer<C, Signal> tell) {
        return new Door<>(quantity, new Span(low, high, resolution), tell);
    }

    /**
     * A door at the back of a chip.
     *
     * @param tell has it measure something from now on
     */
    private record Door<C>(Quantity quantity, Span span, BiConsumer<C, Signal> tell) {}
}
