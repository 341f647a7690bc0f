package meetpost.agent.sampling;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.Board;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.KernelDevice;
import meetpost.drivers.bus.KernelFile;
import meetpost.drivers.bus.KernelLine;
import meetpost.drivers.bus.OneWireBus;
import meetpost.drivers.bus.OneWireDevice;
import meetpost.drivers.bus.Pause;
import meetpost.drivers.bus.Programs;
import meetpost.drivers.sensor.Part.Attachment;
import meetpost.drivers.sensor.SensorException;
import meetpost.drivers.sensor.Wiring;

/**
 * Finds a configured sensor on a board. Drivers wait on the {@link Ticks} of the program, so that a
 * simulation can be faster than life.
 *
 * @param settings says where it is wired
 */
public record SensorWiring(SensorSettings settings, Board board, Ticks ticks) implements Wiring {

    @Override
    public I2cDevice i2c() throws IOException {
        if (settings.wire() instanceof Wire.I2c wire) {
            return new I2cDevice(board.i2c(wire.bus()), wire.address());
        }
        throw notWiredTo("I2C");
    }

    @Override
    public OneWireDevice oneWire() throws IOException {
        if (settings.wire() instanceof Wire.OneWire wire) {
            OneWireBus bus = board.oneWire();
            Optional<String> rom = wire.rom();
            return new OneWireDevice(bus, rom.isPresent() ? rom.get() : onlyOne(bus.roms()));
        }
        throw notWiredTo("1-wire");
    }

    @Override
    public KernelFile kernelFile() {
        if (settings.wire() instanceof Wire.OnBoard wire) {
            return new KernelFile(board.kernel(), wire.file());
        }
        throw notWiredTo("the kernel");
    }

    @Override
    public KernelDevice kernelDevice() {
        if (settings.wire() instanceof Wire.KernelDevice wire) {
            return new KernelDevice(board.kernel(), wire.device(), wire.channels());
        }
        throw notWiredTo("a device of the kernel");
    }

    @Override
    public KernelLine kernelLine() {
        if (settings.wire() instanceof Wire.KernelLine wire) {
            return new KernelLine(board.kernel(), wire.gpio());
        }
        throw notWiredTo("a line of the kernel");
    }

    @Override
    public Programs programs() {
        return board.programs();
    }

    @Override
    public Pause pause() {
        return duration -> ticks.until(ticks.now() + duration.toNanos());
    }

    /** What on the bus could be a 1-wire sensor that names no ROM; nothing for any other sensor. */
    List<String> unnamed() throws IOException {
        return settings.wire() instanceof Wire.OneWire wire && wire.rom().isEmpty()
                ? board.oneWire().roms().stream().filter(this::isOfTheFamily).toList()
                : List.of();
    }

    private String onlyOne(List<String> roms) throws IOException {
        List<String> family = roms.stream().filter(this::isOfTheFamily).toList();
        if (family.isEmpty()) {
            String found = roms.isEmpty() ? "nothing" : String.join(", ", roms);
            throw new BusException(
                    BusException.Kind.NO_ANSWER,
                    "no %s on the 1-wire bus, found %s".formatted(settings.part().name(), found));
        }
        if (family.size() > 1) {
            throw new SensorException(
                    SensorException.Kind.WRONG_DEVICE,
                    "%s devices could be this %s: %s; expected `rom:` to name one of them"
                            .formatted(
                                    family.size(),
                                    settings.part().name(),
                                    String.join(", ", family)));
        }
        return family.get(0);
    }

    private boolean isOfTheFamily(String rom) {
        return settings.part().attachment() instanceof Attachment.OneWire part
                && rom.startsWith(String.format(Locale.ROOT, "%02x-", part.family()));
    }

    private IllegalStateException notWiredTo(String bus) {
        return new IllegalStateException(
                "%s is wired to %s, its driver asks for %s"
                        .formatted(settings.name(), settings.wire(), bus));
    }
}
