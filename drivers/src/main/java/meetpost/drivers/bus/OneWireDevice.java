package meetpost.drivers.bus;

import static java.util.Objects.requireNonNull;

import java.io.IOException;

/** One ROM code on a 1-wire bus. */
public record OneWireDevice(OneWireBus bus, String rom) {

    public OneWireDevice {
        requireNonNull(bus, "bus");
        requireNonNull(rom, "rom");
    }

    /** {@link OneWireBus#scratchpad} of this device. */
    public byte[] scratchpad() throws IOException, InterruptedException {
        return bus.scratchpad(rom);
    }
}
