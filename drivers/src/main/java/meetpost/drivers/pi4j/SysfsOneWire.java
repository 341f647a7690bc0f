package meetpost.drivers.pi4j;

import static java.util.Objects.requireNonNull;
import static meetpost.drivers.bus.BusException.Kind.BUS;
import static meetpost.drivers.bus.BusException.Kind.NO_ANSWER;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.OneWireBus;

/**
 * The kernel's 1-wire buses through its driver w1_therm. Safe for use by several threads; the
 * kernel has them take turns.
 */
final class SysfsOneWire implements OneWireBus {

    /** Documentation/w1/slaves/w1_therm of the kernel: the scratchpad, then its checksum. */
    private static final Pattern SCRATCHPAD = Pattern.compile("((?:[0-9a-f]{2} ){9}): crc=.*");

    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

    private final OneWireTree tree;

    SysfsOneWire(OneWireTree tree) {
        this.tree = requireNonNull(tree, "tree");
    }

    @Override
    public List<String> roms() throws IOException {
        requireBus();
        return tree.slaves();
    }

    @Override
    public byte[] scratchpad(String rom) throws IOException, InterruptedException {
        Optional<String> text = tree.w1Slave(rom);
        if (text.isEmpty()) {
            requireBus();
            throw new BusException(
                    NO_ANSWER, rom + " is not on the 1-wire bus, which has " + listed());
        }
        if (text.get().isBlank()) {
            throw new BusException(
                    NO_ANSWER,
                    rom + " does not answer, or never with a right checksum: is it wired?");
        }
        Matcher line = SCRATCHPAD.matcher(text.get().lines().findFirst().orElse(""));
        if (!line.matches()) {
            throw new BusException(
                    BUS,
                    rom + ": w1_slave has \"" + text.get().strip() + "\", expected nine bytes");
        }
        return SPACED.parseHex(line.group(1).strip());
    }

    private void requireBus() throws IOException {
        if (!tree.present()) {
            throw new BusException(
                    BUS,
                    "there is no 1-wire bus: sudo raspi-config nonint do_onewire 0"
                            + " (dtoverlay=w1-gpio in config.txt), then restart the board");
        }
    }

    private String listed() throws IOException {
        List<String> roms = tree.slaves();
        return roms.isEmpty() ? "no device" : String.join(", ", roms);
    }
}
