package meetpost.agent.sampling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import meetpost.drivers.bus.Board;
import meetpost.drivers.bus.EdgePin;
import meetpost.drivers.bus.I2cBus;
import meetpost.drivers.bus.InputLine;
import meetpost.drivers.bus.InputPin;
import meetpost.drivers.bus.Kernel;
import meetpost.drivers.bus.OneWireBus;
import meetpost.drivers.bus.OutputLine;
import meetpost.drivers.bus.OutputPin;
import meetpost.drivers.bus.Programs;
import meetpost.drivers.bus.RecordingBus;
import meetpost.drivers.bus.SerialPorts;
import meetpost.drivers.bus.Space;

/**
 * A board whose buses tell of each transaction in one line, in the form that the drivers' tests are
 * written in. {@link #close} closes nothing: the board belongs to another.
 *
 * @param lines is called by the thread that used the bus
 */
public record RecordingBoard(Board board, Consumer<String> lines) implements Board {

    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ").withUpperCase();

    public RecordingBoard {
        requireNonNull(board, "board");
        requireNonNull(lines, "lines");
    }

    @Override
    public String model() {
        return board.model();
    }

    @Override
    public I2cBus i2c(int bus) throws IOException {
        return new RecordingBus(board.i2c(bus), lines);
    }

    @Override
    public List<Integer> i2cBuses() throws IOException {
        return board.i2cBuses();
    }

    @Override
    public Optional<String> i2cDriver(int bus, int address) throws IOException {
        return board.i2cDriver(bus, address);
    }

    @Override
    public OneWireBus oneWire() {
        return new RecordingOneWire(board.oneWire(), lines);
    }

    @Override
    public Kernel kernel() {
        return new RecordingKernel(board.kernel(), lines);
    }

    @Override
    public Programs programs() {
        return (command, timeout, most) -> {
            try {
                byte[] text = board.programs().run(command, timeout, most);
                lines.accept(
                        command.get(0)
                                + " r "
                                + RecordingKernel.firstLine(new String(text, UTF_8).strip()));
                return text;
            } catch (IOException e) {
                lines.accept(command.get(0) + " fail # " + e.getMessage());
                throw e;
            }
        };
    }

    @Override
    public SerialPorts serial() {
        return board.serial();
    }

    @Override
    public OutputPin output(OutputLine line) throws IOException {
        return board.output(line);
    }

    @Override
    public InputPin input(InputLine line) throws IOException {
        return board.input(line);
    }

    @Override
    public EdgePin edges(InputLine line) throws IOException {
        return board.edges(line);
    }

    @Override
    public void close() {}

    private record RecordingKernel(Kernel kernel, Consumer<String> lines) implements Kernel {

        @Override
        public String read(String file) throws IOException {
            try {
                String text = kernel.read(file);
                lines.accept(shown(file) + " r " + firstLine(text.strip()));
                return text;
            } catch (IOException e) {
                lines.accept(shown(file) + " fail # " + e.getMessage());
                throw e;
            }
        }

        /** A transcript has one line for each. */
        private static String firstLine(String text) {
            int end = text.indexOf('\n');
            return end < 0 ? text : text.substring(0, end) + " …";
        }

        private static String shown(String file) {
            return (file.startsWith("proc/") ? "/" : "/sys/") + file;
        }

        @Override
        public List<String> names(String directory) throws IOException {
            return kernel.names(directory);
        }

        @Override
        public Space space() throws IOException {
            return kernel.space();
        }
    }

    private record RecordingOneWire(OneWireBus bus, Consumer<String> lines) implements OneWireBus {

        @Override
        public List<String> roms() throws IOException {
            return bus.roms();
        }

        @Override
        public byte[] scratchpad(String rom) throws IOException, InterruptedException {
            try {
                byte[] bytes = bus.scratchpad(rom);
                lines.accept(rom + " r " + SPACED.formatHex(bytes).toUpperCase(Locale.ROOT));
                return bytes;
            } catch (IOException e) {
                lines.accept(rom + " fail # " + e.getMessage());
                throw e;
            }
        }
    }
}
