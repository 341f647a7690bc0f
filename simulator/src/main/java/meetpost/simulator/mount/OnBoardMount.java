package meetpost.simulator.mount;

import java.util.Map;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.BusException.Kind;
import meetpost.simulator.bus.SimulatedKernel;
import meetpost.simulator.chip.Signal;
import meetpost.simulator.pi4j.SimulatedPlatform;

/** Has the kernel show parts of the board. */
final class OnBoardMount {

    private OnBoardMount() {}

    static MountedChip processor(SimulatedPlatform platform, Place place) {
        if (!(place instanceof Place.OnBoard part)) {
            throw new IllegalArgumentException(place + " is not part of the board");
        }
        String file = part.file();
        SimulatedKernel kernel = platform.kernel();
        var thermometer = new Thermometer(file);
        kernel.show(file, thermometer::text);
        return new MountedChip(
                "a processor",
                new Measured(
                        file.hashCode(), (quantity, signal) -> thermometer.temperature = signal),
                Map.of(
                        ChipFault.OFF,
                        begins -> {
                            if (begins) {
                                kernel.remove(file);
                            } else {
                                kernel.show(file, thermometer::text);
                            }
                        },
                        ChipFault.FAILING,
                        begins -> thermometer.failing = begins));
    }

    /**
     * The processor's, as the kernel shows it. It converts in steps of 0.487 °C, as that of a
     * BCM2711 does (kernel device tree bcm2711.dtsi, {@code thermal-zones}, {@code coefficients}).
     */
    private static final class Thermometer {

        private static final int MILLIDEGREES_AT_ZERO = 410_040;
        private static final int MILLIDEGREES_PER_STEP = -487;

        private final String file;
        private volatile Signal temperature = Signal.constant(40);
        private volatile boolean failing;

        Thermometer(String file) {
            this.file = file;
        }

        String text(long instant) throws BusException {
            if (failing) {
                throw new BusException(Kind.BUS, "/sys/" + file + ": Input/output error");
            }
            double millidegrees = temperature.at(instant) * 1000;
            long steps = Math.round((millidegrees - MILLIDEGREES_AT_ZERO) / MILLIDEGREES_PER_STEP);
            return MILLIDEGREES_AT_ZERO + steps * MILLIDEGREES_PER_STEP + "\n";
        }
    }
}
