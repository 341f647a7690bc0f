package meetpost.agent.scan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.drivers.bus.Board;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.BusException.Kind;
import meetpost.drivers.bus.I2cBus;
import meetpost.drivers.bus.InputLine;
import meetpost.drivers.bus.InputPin;
import meetpost.drivers.bus.Kernel;
import meetpost.drivers.bus.OneWireBus;
import meetpost.drivers.bus.OutputLine;
import meetpost.drivers.bus.OutputPin;
import meetpost.drivers.bus.RecordingBus;
import meetpost.drivers.bus.Space;

/** A board with chips on I2C bus 1 that are told apart by their registers only. */
final class WiredBoard implements Board {

    /** Every transaction, as driver tests are written. */
    final List<String> transcript = new ArrayList<>();

    private final Map<Integer, Map<Integer, String>> chips = new HashMap<>();
    private final Map<Integer, String> drivers = new HashMap<>();
    private final List<String> roms = new ArrayList<>();
    private final Map<String, String> files = new HashMap<>();
    private boolean stuck;

    /** Registers in hexadecimal; of others it gives zeros. */
    WiredBoard chip(int address, Map<Integer, String> registers) {
        chips.put(address, registers);
        return this;
    }

    WiredBoard driver(int address, String name) {
        drivers.put(address, name);
        return this;
    }

    WiredBoard rom(String rom) {
        roms.add(rom);
        return this;
    }

    /** A file of sysfs. */
    WiredBoard file(String name, String text) {
        files.put(name, text + "\n");
        return this;
    }

    WiredBoard stuck() {
        stuck = true;
        return this;
    }

    @Override
    public I2cBus i2c(int bus) throws IOException {
        if (bus != 1) {
            throw new BusException(Kind.BUS, "there is no /dev/i2c-" + bus);
        }
        return new RecordingBus(this::transfer, transcript::add);
    }

    private byte[] transfer(int address, byte[] out, int inLength) throws BusException {
        if (stuck) {
            throw new BusException(Kind.BUS, "0x%02X: timed out".formatted(address));
        }
        Map<Integer, String> registers = chips.get(address);
        if (registers == null) {
            throw new BusException(Kind.NO_ANSWER, "no acknowledge");
        }
        String held = out.length == 0 ? "00" : registers.getOrDefault(out[0] & 0xFF, "00000000");
        byte[] in = new byte[inLength];
        System.arraycopy(HexFormat.of().parseHex(held), 0, in, 0, inLength);
        return in;
    }

    @Override
    public List<Integer> i2cBuses() {
        return List.of(1, 20, 21);
    }

    @Override
    public Optional<String> i2cDriver(int bus, int address) {
        return Optional.ofNullable(drivers.get(address));
    }

    @Override
    public OneWireBus oneWire() {
        return new OneWireBus() {
            @Override
            public List<String> roms() throws IOException {
                if (roms.isEmpty()) {
                    throw new BusException(Kind.BUS, "there is no 1-wire bus");
                }
                return List.copyOf(roms);
            }

            @Override
            public byte[] scratchpad(String rom) {
                throw new AssertionError("a scan has no part convert");
            }
        };
    }

    @Override
    public Kernel kernel() {
        return new Kernel() {
            @Override
            public String read(String file) throws IOException {
                String text = files.get(file);
                if (text == null) {
                    throw new BusException(Kind.NO_ANSWER, "no " + file);
                }
                return text;
            }

            @Override
            public Space space() {
                return new Space(100, 40);
            }

            @Override
            public List<String> names(String directory) {
                String below = directory + "/";
                return files.keySet().stream()
                        .filter(file -> file.startsWith(below))
                        .map(file -> file.substring(below.length()).split("/")[0])
                        .distinct()
                        .sorted()
                        .toList();
            }
        };
    }

    @Override
    public String model() {
        return "a board with wires";
    }

    @Override
    public OutputPin output(OutputLine line) {
        throw new AssertionError("a scan takes no line");
    }

    @Override
    public InputPin input(InputLine line) {
        throw new AssertionError("a scan takes no line");
    }

    @Override
    public void close() {}
}
