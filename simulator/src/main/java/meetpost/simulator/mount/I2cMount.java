package meetpost.simulator.mount;

import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.bus.SimulatedBus;
import meetpost.simulator.chip.I2cChip;
import meetpost.simulator.chip.Signal;
import meetpost.simulator.pi4j.SimulatedPlatform;

/** Puts chips on an I2C bus. */
final class I2cMount {

    /** Longer than many a sensor's rhythm, so that it is noticed. */
    private static final Duration WAKING = Duration.ofMillis(2200);

    private I2cMount() {}

    /**
     * Any chip.
     *
     * @param doors at its back: what it has to do for each quantity that it measures
     */
    static <C extends I2cChip> ChipModel.Mount of(
            Supplier<C> chips, Map<Quantity, BiConsumer<C, Signal>> doors) {
        return (platform, place) -> {
            C chip = chips.get();
            return mounted(
                    platform,
                    place,
                    chip,
                    (quantity, signal) -> {
                        BiConsumer<C, Signal> door = doors.get(quantity);
                        if (door == null) {
                            throw new IllegalArgumentException(
                                    "this chip does not measure " + quantity);
                        }
                        door.accept(chip, signal);
                    });
        };
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
