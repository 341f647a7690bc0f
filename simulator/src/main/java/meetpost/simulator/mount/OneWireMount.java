package meetpost.simulator.mount;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import meetpost.simulator.bus.SimulatedOneWire;
import meetpost.simulator.chip.Ds18b20Chip;
import meetpost.simulator.pi4j.SimulatedPlatform;

/** Puts chips on 1-wire. */
final class OneWireMount {

    private static final Duration LONGER = Duration.ofSeconds(2);

    private OneWireMount() {}

    static MountedChip ds18b20(SimulatedPlatform platform, Place place) {
        if (!(place instanceof Place.OneWire wired)) {
            throw new IllegalArgumentException(place + " is not on 1-wire");
        }
        String rom = wired.rom();
        SimulatedOneWire bus = platform.oneWire();
        var chip = new Ds18b20Chip();
        bus.attach(rom, chip);
        return new MountedChip(
                "a DS18B20",
                new Measured(rom.hashCode(), (quantity, signal) -> chip.temperature(signal)),
                Map.of(
                        ChipFault.OFF,
                        begins -> {
                            if (begins) {
                                bus.pullOff(rom);
                            } else {
                                bus.putBack(rom);
                            }
                        },
                        ChipFault.SLOW,
                        begins -> bus.slow(rom, begins ? LONGER : Duration.ZERO),
                        ChipFault.WRONG_CRC,
                        begins -> chip.corruptNext(begins ? Integer.MAX_VALUE : 0),
                        ChipFault.POWER_ON,
                        begins -> chip.resetNext(begins ? Integer.MAX_VALUE : 0)),
                Optional.of(chip));
    }
}
