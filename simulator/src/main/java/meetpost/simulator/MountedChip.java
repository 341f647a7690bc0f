package meetpost.simulator;

import java.util.Set;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.bus.Signal;

/** A chip on its bus, with the doors at its back. Safe for use by several threads. */
public interface MountedChip {

    /** From now on this is what there is to measure, in the quantity's unit. */
    void measure(Quantity quantity, Signal signal);

    /**
     * What there is to measure at that instant, without what the fault {@link ChipFault#NOISY}
     * adds.
     */
    double measured(Quantity quantity, long instant);

    /** What can go wrong with it. */
    Set<ChipFault> faults();

    /**
     * Has the fault begin, or end. A fault that this chip cannot have is an {@link
     * IllegalArgumentException}.
     */
    void set(ChipFault fault, boolean present);

    /** What is wrong with it now. */
    Set<ChipFault> present();
}
