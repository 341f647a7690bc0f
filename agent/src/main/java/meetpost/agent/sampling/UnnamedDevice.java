package meetpost.agent.sampling;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The device of a 1-wire sensor whose settings name no ROM: the only one of its family, as long as
 * it is. One thread.
 */
final class UnnamedDevice {

    private final SensorWiring wiring;
    private final Consumer<String> log;
    private Optional<String> taken = Optional.empty();

    /**
     * @param log is told when it is another one
     */
    UnnamedDevice(SensorWiring wiring, Consumer<String> log) {
        this.wiring = requireNonNull(wiring, "wiring");
        this.log = requireNonNull(log, "log");
    }

    /**
     * Looks at what is on the bus, without asking any device. Where nothing is, the sensor's own
     * failure says so.
     *
     * @return whether it is another device than before, so that the part must be opened anew
     * @throws IOException if there are several, or there is no bus
     */
    boolean isAnother() throws IOException {
        List<String> now = wiring.unnamed();
        if (now.isEmpty()) {
            return false;
        }
        String rom = wiring.oneWire().rom();
        boolean another = taken.isPresent() && !taken.get().equals(rom);
        if (another) {
            log.accept(
                    "%s: is another %s than before, %s in the place of %s; it is read on. With `rom: %s` no other would be taken"
                            .formatted(
                                    wiring.settings().name(),
                                    wiring.settings().part().name(),
                                    rom,
                                    taken.get(),
                                    rom));
        }
        taken = Optional.of(rom);
        return another;
    }
}
