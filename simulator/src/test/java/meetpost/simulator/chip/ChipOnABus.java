package meetpost.simulator.chip;

import java.io.IOException;
import java.util.HexFormat;
import meetpost.simulator.HandTicks;
import meetpost.simulator.bus.SimulatedBus;

/** A chip alone on its bus, spoken to in hexadecimal. Time passes only where it is told to. */
final class ChipOnABus {

    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ").withUpperCase();

    private final HandTicks ticks = new HandTicks();
    private final SimulatedBus bus = new SimulatedBus(ticks);
    private final int address;

    ChipOnABus(int address, I2cChip chip) {
        this.address = address;
        bus.attach(address, chip);
    }

    void pass(double millis) {
        ticks.pass(millis);
    }

    void write(String bytes) throws IOException {
        bus.transfer(address, SPACED.parseHex(bytes), 0);
    }

    String read(int length) throws IOException {
        return SPACED.formatHex(bus.transfer(address, new byte[0], length));
    }

    /** From this register, or after this command, with a repeated start. */
    String read(String register, int length) throws IOException {
        return SPACED.formatHex(bus.transfer(address, SPACED.parseHex(register), length));
    }

    void cutPower() {
        bus.pullOff(address);
        bus.putBack(address);
    }
}
