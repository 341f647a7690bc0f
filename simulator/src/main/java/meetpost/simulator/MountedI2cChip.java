package meetpost.simulator;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.bus.I2cChip;
import meetpost.simulator.bus.Signal;
import meetpost.simulator.bus.SimulatedBus;
import meetpost.simulator.chip.Bme280Chip;
import meetpost.simulator.chip.Tmp102Chip;
import meetpost.simulator.pi4j.SimulatedPlatform;

/** A chip on an I2C bus. */
final class MountedI2cChip implements MountedChip {

    /** Well within what Linux waits for, and long enough to be noticed. */
    private static final Duration STRETCH = Duration.ofMillis(300);

    private final SimulatedBus bus;
    private final int address;
    private final Measured measured;
    private final PresentFaults present = new PresentFaults();

    private MountedI2cChip(
            SimulatedPlatform platform,
            Place place,
            I2cChip chip,
            BiConsumer<Quantity, Signal> backDoor) {
        if (!(place instanceof Place.I2c wired)) {
            throw new IllegalArgumentException(place + " is not on I2C");
        }
        this.bus = platform.i2c(wired.bus());
        this.address = wired.address();
        this.measured = new Measured(wired.address(), backDoor);
        bus.attach(address, chip);
    }

    static MountedChip tmp102(SimulatedPlatform platform, Place place) {
        var chip = new Tmp102Chip();
        return new MountedI2cChip(
                platform, place, chip, (quantity, signal) -> chip.temperature(signal));
    }

    static MountedChip bme280(SimulatedPlatform platform, Place place) {
        var chip = new Bme280Chip();
        return new MountedI2cChip(
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

    @Override
    public void measure(Quantity quantity, Signal signal) {
        measured.measure(quantity, signal);
    }

    @Override
    public double measured(Quantity quantity, long instant) {
        return measured.at(quantity, instant);
    }

    @Override
    public Set<ChipFault> present() {
        return present.all();
    }

    @Override
    public Set<ChipFault> faults() {
        return EnumSet.of(
                ChipFault.OFF,
                ChipFault.FAILING,
                ChipFault.STUCK_BUS,
                ChipFault.SLOW,
                ChipFault.NOISY);
    }

    @Override
    public void set(ChipFault fault, boolean begins) {
        switch (fault) {
            case OFF -> {
                if (begins) {
                    bus.pullOff(address);
                } else {
                    bus.putBack(address);
                }
            }
            case FAILING -> bus.failNext(address, begins ? Integer.MAX_VALUE : 0);
            case STUCK_BUS -> bus.stuck(begins);
            case SLOW -> bus.slow(address, begins ? STRETCH : Duration.ZERO);
            case NOISY -> measured.noisy(begins);
            default ->
                    throw new IllegalArgumentException(
                            "a chip on I2C cannot have the fault " + fault.text());
        }
        present.set(fault, begins);
    }
}
