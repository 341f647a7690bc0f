package meetpost.simulator;

import java.util.EnumSet;
import java.util.Set;

/** What is wrong with a chip now. Safe for use by several threads. */
final class PresentFaults {

    private final Set<ChipFault> present = EnumSet.noneOf(ChipFault.class);

    synchronized void set(ChipFault fault, boolean begins) {
        if (begins) {
            present.add(fault);
        } else {
            present.remove(fault);
        }
    }

    synchronized Set<ChipFault> all() {
        return Set.copyOf(present);
    }
}
