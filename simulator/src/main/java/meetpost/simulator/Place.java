package meetpost.simulator;

import static java.util.Objects.requireNonNull;

/** Where a chip is wired. */
public sealed interface Place {

    /** On I2C. */
    record I2c(int bus, int address) implements Place {}

    /** On 1-wire, {@code 28-0316a2791cff}. */
    record OneWire(String rom) implements Place {

        public OneWire {
            requireNonNull(rom, "rom");
        }
    }
}
