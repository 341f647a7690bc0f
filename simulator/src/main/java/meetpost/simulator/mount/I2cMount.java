package meetpost.simulator.mount;

import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.bus.SimulatedBus;
import meetpost.simulator.chip.Bme280Chip;
import meetpost.simulator.chip.I2cChip;
import meetpost.simulator.chip.Signal;
import meetpost.simulator.chip.Tmp102Chip;
import meetpost.simulator.pi4j.SimulatedPlatform;

/** Puts chips on an I2C bus. */
final class I2cMount {

    /** Longer than many a sensor's rhythm, so that it is noticed. */
    private static final Duration WAKING = Duration.ofMillis(2200);

    private I2cMount() {}

    static MountedChip tmp102(SimulatedPlatform platform, Place place) {
        var chip = new Tmp102Chip();
        return mounted(platform, place, chip, (quantity, signal) -> chip.temperature(signal));
    }

    static MountedChip bme280(SimulatedPlatform platform, Place place) {
        var chip = new Bme280Chip();
        return mounted(
                platform,
                place,
                chip,
                (quantity, signal) -> {
                    switch (quantity) {
                        case TEMPERATURE -> chip.temperature(signal);
                        case RELATIVE_HUMIDITY -> chip.humidity(signal);
                        case PRESSURE -> chip.pressure(signal);
                        default ->
                                throw new IllegalArgumentException(
                                        "a BME280 does not measure " + quantity);
                    }
                });
    }

    private static MountedChip mounted(
            SimulatedPlatform platform,
            Place place,
            I2cChip chip,
            BiConsumer<Quantity, Signal> backDoor) {
        if (!(place instanceof Place.I2c wired)) {
            throw new IllegalArgumentException(place + " is not on I2C");
        }
        int address = wired.address();
        SimulatedBus bus = platform.i2c(wired.bus());
        bus.attach(address, chip);
        return new MountedChip(
                "a chip on I2C",
                new Measured(address, backDoor),
                Map.of(
                        ChipFault.OFF,
                        begins -> {
                            if (begins) {
                                bus.pullOff(address);
                            } else {
                                bus.putBack(address);
                            }
                        },
                        ChipFault.FAILING,
                        begins -> bus.failNext(address, begins ? Integer.MAX_VALUE : 0),
                        ChipFault.STUCK_BUS,
                        bus::stuck,
                        ChipFault.SLOW,
                        begins -> bus.sleepy(address, begins ? WAKING : Duration.ZERO)));
    }
}
