package meetpost.simulator.mount;

import static java.util.Objects.requireNonNull;

/** Where a chip is wired. */
public sealed interface Place {

    /** On I2C. */
    record I2c(int bus, int address) implements Place {}

    /** Part of the board, in that file below {@code /sys}. */
    record OnBoard(String file) implements Place {

        public OnBoard {
            requireNonNull(file, "file");
        }
    }

    /** On 1-wire, {@code 28-0316a2791cff}. */
    record OneWire(String rom) implements Place {

        public OneWire {
            requireNonNull(rom, "rom");
        }
    }
}
