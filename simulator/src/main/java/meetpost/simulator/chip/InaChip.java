package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

/**
 * What the simulated INA219 and INA226 have in common: a shunt of 0.1 Ω. The product of voltage and
 * current is not a register here: with a calibration of 0, as after a reset, the parts' own ones
 * read 0.
 */
abstract class InaChip extends WordRegisters {

    static final int CONFIGURATION = 0x00;
    static final int SHUNT_VOLTAGE = 0x01;
    static final int BUS_VOLTAGE = 0x02;
    static final int POWER = 0x03;
    static final int CURRENT = 0x04;
    static final int CALIBRATION = 0x05;

    private static final double SHUNT_OHM = 0.1;

    private volatile Signal volt = Signal.constant(12);
    private volatile Signal ampere = Signal.constant(0.5);

    /** From now on it measures this, in V. Any thread. */
    public void voltage(Signal signal) {
        volt = requireNonNull(signal, "signal");
    }

    /** From now on it measures this, in A. Any thread. */
    public void current(Signal signal) {
        ampere = requireNonNull(signal, "signal");
    }

    double volt(long instant) {
        return volt.at(instant);
    }

    double shuntVolt(long instant) {
        return ampere.at(instant) * SHUNT_OHM;
    }
}
