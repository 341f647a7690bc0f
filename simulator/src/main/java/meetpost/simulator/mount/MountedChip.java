package meetpost.simulator.mount;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.chip.Ds18b20Chip;
import meetpost.simulator.chip.Ds18b20Family;
import meetpost.simulator.chip.Signal;

/** A chip on its bus, with the doors at its back. Safe for use by several threads. */
public final class MountedChip {

    private final String kind;
    private final Measured measured;
    private final Map<ChipFault, Switch> faults;
    private final Optional<Ds18b20Chip> clonable;
    private final Set<ChipFault> present = ConcurrentHashMap.newKeySet();

    /**
     * Of a chip that is on its bus already.
     *
     * @param kind for people: {@code a DS18B20}
     * @param faults what can go wrong with it, besides {@link ChipFault#NOISY}
     */
    MountedChip(String kind, Measured measured, Map<ChipFault, Switch> faults) {
        this(kind, measured, faults, Optional.empty());
    }

    /** Of a DS18B20, which may be a copy. */
    MountedChip(
            String kind,
            Measured measured,
            Map<ChipFault, Switch> faults,
            Optional<Ds18b20Chip> clonable) {
        this.clonable = requireNonNull(clonable, "clonable");
        this.kind = requireNonNull(kind, "kind");
        this.measured = requireNonNull(measured, "measured");
        this.faults = new EnumMap<>(faults);
        this.faults.put(ChipFault.NOISY, measured::noisy);
    }

    /** From now on this is what there is to measure, in the quantity's unit. */
    public void measure(Quantity quantity, Signal signal) {
        measured.measure(quantity, signal);
    }

    /**
     * What there is to measure at that instant, without what the fault {@link ChipFault#NOISY}
     * adds.
     */
    public double measured(Quantity quantity, long instant) {
        return measured.at(quantity, instant);
    }

    /** What can go wrong with it. */
    public Set<ChipFault> faults() {
        return EnumSet.copyOf(faults.keySet());
    }

    /**
     * Has the fault begin, or end. A fault that this chip cannot have is an {@link
     * IllegalArgumentException}.
     */
    public void set(ChipFault fault, boolean begins) {
        Switch found = faults.get(fault);
        if (found == null) {
            throw new IllegalArgumentException(kind + " cannot have the fault " + fault.text());
        }
        found.set(begins);
        if (begins) {
            present.add(fault);
        } else {
            present.remove(fault);
        }
    }

    /** Which copy it is, or the genuine part; empty: there are no copies of such a part. */
    public Optional<Ds18b20Family> family() {
        return clonable.map(Ds18b20Chip::family);
    }

    /**
     * From now on it is one of that family, just powered. Of a part without copies it is an {@link
     * IllegalArgumentException}.
     */
    public void family(Ds18b20Family family) {
        clonable.orElseThrow(() -> new IllegalArgumentException("there are no copies of " + kind))
                .family(family);
    }

    /** What is wrong with it now. */
    public Set<ChipFault> present() {
        return Set.copyOf(present);
    }

    /** Has one fault begin, or end. */
    @FunctionalInterface
    interface Switch {

        void set(boolean begins);
    }
}
