package meetpost.simulator.mount;

import java.util.Arrays;
import java.util.Optional;

/** What can go wrong with a chip and its wires. */
public enum ChipFault {
    /** The wire is off: nobody answers. */
    OFF("off"),
    /** Transfers break off. */
    FAILING("failing"),
    /** Something holds a line of its bus low: nobody on the bus can be reached. */
    STUCK_BUS("stuck-bus"),
    /** It stretches the clock, or converts for longer than it may. */
    SLOW("slow"),
    /** A bit flips on the wire. Only for chips that have a checksum. */
    WRONG_CRC("wrong-crc"),
    /** Its supply dips during each conversion, so that it shows what it shows after power-on. */
    POWER_ON("power-on"),
    /** What it measures jumps about. */
    NOISY("noisy");

    private final String text;

    ChipFault(String text) {
        this.text = text;
    }

    /** As scenes, pages and people write it: {@code wrong-crc}. */
    public String text() {
        return text;
    }

    /** The fault that is written like that. */
    public static Optional<ChipFault> of(String text) {
        return Arrays.stream(values()).filter(fault -> fault.text.equals(text)).findFirst();
    }
}
