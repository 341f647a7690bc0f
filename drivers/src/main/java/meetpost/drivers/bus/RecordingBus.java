package meetpost.drivers.bus;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A bus that tells of each transaction in one line, in the form that driver tests are written in:
 * {@code 76 w D0 r 60}, {@code 76 w D0 r nak}, {@code 70 w 35 17}, {@code 70 r 88 47 3F}. All
 * numbers are hexadecimal. A failure other than a missing acknowledge ends in {@code fail # …}.
 */
public final class RecordingBus implements I2cBus {

    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ").withUpperCase();

    private final I2cBus bus;
    private final Consumer<String> lines;

    /** Records {@code bus}. {@code lines} is called by the thread that used the bus, after it. */
    public RecordingBus(I2cBus bus, Consumer<String> lines) {
        this.bus = requireNonNull(bus, "bus");
        this.lines = requireNonNull(lines, "lines");
    }

    @Override
    public byte[] transfer(int address, byte[] out, int inLength) throws IOException {
        String asked =
                String.format(Locale.ROOT, "%02X", address)
                        + (out.length == 0 ? "" : " w " + SPACED.formatHex(out));
        try {
            byte[] in = bus.transfer(address, out, inLength);
            lines.accept(asked + (in.length == 0 ? "" : " r " + SPACED.formatHex(in)));
            return in;
        } catch (IOException e) {
            lines.accept(asked + (inLength == 0 ? " " : " r ") + outcome(e));
            throw e;
        }
    }

    private static String outcome(IOException failure) {
        return failure instanceof BusException bus && bus.kind() == BusException.Kind.NO_ANSWER
                ? "nak"
                : "fail # " + failure.getMessage();
    }
}
