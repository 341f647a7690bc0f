package meetpost.simulator;

import java.util.EnumSet;
import java.util.Set;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.BusException.Kind;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.bus.Signal;
import meetpost.simulator.bus.SimulatedKernel;
import meetpost.simulator.pi4j.SimulatedPlatform;

/**
 * The processor's thermometer, as the kernel shows it. It converts in steps of 0.487 °C, as that of
 * a BCM2711 does (kernel device tree bcm2711.dtsi, {@code thermal-zones}, {@code coefficients}).
 */
final class MountedProcessor implements MountedChip {

    private static final int MILLIDEGREES_AT_ZERO = 410_040;
    private static final int MILLIDEGREES_PER_STEP = -487;

    private final SimulatedKernel kernel;
    private final String file;
    private final Measured measured;
    private final PresentFaults present = new PresentFaults();
    private volatile Signal temperature = Signal.constant(40);
    private volatile boolean failing;

    private MountedProcessor(SimulatedKernel kernel, String file) {
        this.kernel = kernel;
        this.file = file;
        this.measured =
                new Measured(file.hashCode(), (quantity, signal) -> this.temperature = signal);
        kernel.show(file, this::text);
    }

    static MountedChip on(SimulatedPlatform platform, Place place) {
        if (!(place instanceof Place.OnBoard part)) {
            throw new IllegalArgumentException(place + " is not part of the board");
        }
        return new MountedProcessor(platform.kernel(), part.file());
    }

    @Override
    public void measure(Quantity quantity, Signal signal) {
        measured.measure(quantity, signal);
    }

    @Override
    public double measured(Quantity quantity, long instant) {
        return measured.at(quantity, instant);
    }

    @Override
    public Set<ChipFault> present() {
        return present.all();
    }

    @Override
    public Set<ChipFault> faults() {
        return EnumSet.of(ChipFault.OFF, ChipFault.FAILING, ChipFault.NOISY);
    }

    @Override
    public void set(ChipFault fault, boolean begins) {
        switch (fault) {
            case OFF -> {
                if (begins) {
                    kernel.remove(file);
                } else {
                    kernel.show(file, this::text);
                }
            }
            case FAILING -> failing = begins;
            case NOISY -> measured.noisy(begins);
            default ->
                    throw new IllegalArgumentException(
                            "a processor cannot have the fault " + fault.text());
        }
        present.set(fault, begins);
    }

    private String text(long instant) throws BusException {
        if (failing) {
            throw new BusException(Kind.BUS, "/sys/" + file + ": Input/output error");
        }
        double millidegrees = temperature.at(instant) * 1000;
        long steps = Math.round((millidegrees - MILLIDEGREES_AT_ZERO) / MILLIDEGREES_PER_STEP);
        return MILLIDEGREES_AT_ZERO + steps * MILLIDEGREES_PER_STEP + "\n";
    }
}
