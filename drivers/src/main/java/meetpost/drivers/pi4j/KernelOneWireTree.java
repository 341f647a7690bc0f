package meetpost.drivers.pi4j;

import static java.util.Objects.requireNonNull;
import static meetpost.drivers.bus.BusException.Kind.BUS;
import static meetpost.drivers.bus.BusException.Kind.PERMISSION;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import meetpost.drivers.bus.BusException;

/** The 1-wire part of sysfs. A read that has begun cannot be interrupted. */
public final class KernelOneWireTree implements OneWireTree {

    /** Where the kernel has it. */
    public static final Path DEVICES = Path.of("/sys/bus/w1/devices");

    private static final Pattern ROM = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{12}");

    private final Path devices;

    /** Reads the tree at {@code devices}, which need not exist. */
    public KernelOneWireTree(Path devices) {
        this.devices = requireNonNull(devices, "devices");
    }

    @Override
    public boolean present() throws IOException {
        return names().stream().anyMatch(name -> name.startsWith("w1_bus_master"));
    }

    @Override
    public List<String> slaves() throws IOException {
        return names().stream().filter(name -> ROM.matcher(name).matches()).sorted().toList();
    }

    @Override
    public Optional<String> w1Slave(String rom) throws IOException {
        if (!ROM.matcher(rom).matches()) {
            return Optional.empty();
        }
        Path slave = devices.resolve(rom);
        try {
            return Optional.of(Files.readString(slave.resolve("w1_slave")));
        } catch (NoSuchFileException e) {
            if (Files.exists(slave)) {
                throw new BusException(
                        BUS, rom + " has no driver in the kernel: sudo modprobe w1_therm", e);
            }
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw new BusException(PERMISSION, "we may not read " + e.getFile(), e);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(devices)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
