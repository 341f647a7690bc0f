package meetpost.simulator;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.bus.Signal;
import meetpost.simulator.bus.SimulatedOneWire;
import meetpost.simulator.chip.Ds18b20Chip;
import meetpost.simulator.pi4j.SimulatedPlatform;

/** A DS18B20 on 1-wire. */
final class MountedDs18b20 implements MountedChip {

    private static final Duration LONGER = Duration.ofSeconds(2);

    private final SimulatedOneWire bus;
    private final String rom;
    private final Ds18b20Chip chip = new Ds18b20Chip();
    private final Measured measured;
    private final PresentFaults present = new PresentFaults();

    private MountedDs18b20(SimulatedOneWire bus, String rom) {
        this.bus = bus;
        this.rom = rom;
        this.measured =
                new Measured(rom.hashCode(), (quantity, signal) -> chip.temperature(signal));
        bus.attach(rom, chip);
    }

    static MountedChip on(SimulatedPlatform platform, Place place) {
        if (!(place instanceof Place.OneWire wired)) {
            throw new IllegalArgumentException(place + " is not on 1-wire");
        }
        return new MountedDs18b20(platform.oneWire(), wired.rom());
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
                ChipFault.SLOW,
                ChipFault.WRONG_CRC,
                ChipFault.POWER_ON,
                ChipFault.NOISY);
    }

    @Override
    public void set(ChipFault fault, boolean begins) {
        int times = begins ? Integer.MAX_VALUE : 0;
        switch (fault) {
            case OFF -> {
                if (begins) {
                    bus.pullOff(rom);
                } else {
                    bus.putBack(rom);
                }
            }
            case SLOW -> bus.slow(rom, begins ? LONGER : Duration.ZERO);
            case WRONG_CRC -> chip.corruptNext(times);
            case POWER_ON -> chip.resetNext(times);
            case NOISY -> measured.noisy(begins);
            default ->
                    throw new IllegalArgumentException(
                            "a DS18B20 cannot have the fault " + fault.text());
        }
        present.set(fault, begins);
    }
}
