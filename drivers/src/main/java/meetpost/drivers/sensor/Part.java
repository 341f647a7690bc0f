package meetpost.drivers.sensor;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;

/**
 * A part that a driver exists for.
 *
 * @param name maker and part as Linux writes them: {@code bosch,bme280}
 * @param attachment what it is wired to
 * @param quantities what one {@link Sensor#sense} gives, in this order; never empty. In the {@link
 *     Catalog}, of a part whose settings say which: those that it can have
 * @param opener makes the driver
 */
public record Part(String name, Attachment attachment, List<Quantity> quantities, Opener opener) {

    public Part {
        requireNonNull(name, "name");
        requireNonNull(attachment, "attachment");
        requireNonNull(opener, "opener");
        quantities = List.copyOf(quantities);
        if (quantities.isEmpty()) {
            throw new IllegalArgumentException(name + " measures nothing");
        }
    }

    /** What a part is wired to. */
    public sealed interface Attachment {

        /**
         * On I2C.
         *
         * @param addresses the addresses that the part can have, the usual one first
         */
        record I2c(List<Integer> addresses) implements Attachment {

            public I2c {
                addresses = List.copyOf(addresses);
                if (addresses.isEmpty()) {
                    throw new IllegalArgumentException("an I2C part has an address");
                }
            }
        }

        /**
         * On 1-wire.
         *
         * @param family the first byte of its ROM code: 0x28
         */
        record OneWire(int family) implements Attachment {}

        /**
         * To nothing: part of the board, measured by the kernel. There is one of it.
         *
         * @param file below {@code /sys}
         */
        record OnBoard(String file) implements Attachment {

            public OnBoard {
                requireNonNull(file, "file");
            }
        }

        /** To whatever the kernel has a driver for. Settings name the device and its channels. */
        record KernelDevice(KernelClass of) implements Attachment {

            public KernelDevice {
                requireNonNull(of, "of");
            }
        }

        /** To nothing: the board that the program runs on. Settings may say which channels. */
        record Machine() implements Attachment {}

        /** To nothing: a program of the machine measures. Settings say which. */
        record Program() implements Attachment {}

        /** To nothing on this board: what somebody else publishes. Settings say what of it. */
        record Topic() implements Attachment {}

        /** To one line of the header, which a driver of the kernel has. Settings say which. */
        record KernelLine() implements Attachment {}

        /** To a serial port. Settings say which. */
        record SerialPort() implements Attachment {}

        /** To one line of the header, whose pulses are counted. Settings say which. */
        record Pulses() implements Attachment {}
    }

    /**
     * The same part, of which these quantities are wanted. For one that can be wired to measure
     * this or that.
     */
    public Part measuring(List<Quantity> wanted) {
        return new Part(name, attachment, wanted, opener);
    }

    /** Makes the driver of a part. */
    @FunctionalInterface
    public interface Opener {

        /**
         * Checks that the part is there and is the right one, and prepares it. Blocks while the
         * part needs it.
         *
         * @throws SensorException if another part answers
         * @throws IOException if nothing answers or the bus failed
         */
        Sensor open(Wiring wiring) throws IOException, InterruptedException;
    }
}
