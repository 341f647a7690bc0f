package meetpost.agent.outbox;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;

/** What the outbox writes to its journal. */
sealed interface DiskRecord {

    /** A reading that waits. */
    record Kept(long id, Moment moment, Reading reading) implements DiskRecord {}

    /** Readings that wait no more. */
    record Gone(List<Long> ids) implements DiskRecord {

        public Gone {
            ids = List.copyOf(ids);
        }
    }

    /** What the calendar says after it was set. */
    record Stepped(Moment moment) implements DiskRecord {}

    /** The first byte says which. */
    default byte[] bytes() {
        var bytes = new ByteArrayOutputStream(96);
        var out = new DataOutputStream(bytes);
        try {
            if (this instanceof Kept kept) {
                out.writeByte(1);
                out.writeLong(kept.id());
                write(kept.moment(), out);
                write(kept.reading(), out);
            } else if (this instanceof Gone gone) {
                out.writeByte(2);
                out.writeInt(gone.ids().size());
                for (long id : gone.ids()) {
                    out.writeLong(id);
                }
            } else if (this instanceof Stepped stepped) {
                out.writeByte(3);
                write(stepped.moment(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** Empty for anything but a reading. */
    static Optional<Kept> kept(byte[] bytes) {
        return of(bytes).filter(Kept.class::isInstance).map(Kept.class::cast);
    }

    /** Empty for what a later version wrote. */
    static Optional<DiskRecord> of(byte[] bytes) {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            return switch (in.readByte()) {
                case 1 -> Optional.of(new Kept(in.readLong(), moment(in), reading(in)));
                case 2 -> Optional.of(gone(in));
                case 3 -> Optional.of(new Stepped(moment(in)));
                default -> Optional.empty();
            };
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Gone gone(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(in.readLong());
        }
        return new Gone(ids);
    }

    private static void write(Moment moment, DataOutputStream out) throws IOException {
        out.writeLong(moment.boot());
        out.writeLong(moment.tick());
        out.writeLong(moment.millis());
    }

    private static Moment moment(DataInputStream in) throws IOException {
        return new Moment(in.readLong(), in.readLong(), in.readLong());
    }

    private static void write(Reading reading, DataOutputStream out) throws IOException {
        out.writeUTF(reading.sensor());
        out.writeLong(reading.time().toEpochMilli());
        out.writeLong(reading.seq());
        for (Measurement measurement : reading.measurements()) {
            out.writeByte(code(measurement.quantity()));
            out.writeDouble(measurement.value());
        }
    }

    private static Reading reading(DataInputStream in) throws IOException {
        String sensor = in.readUTF();
        Instant time = Instant.ofEpochMilli(in.readLong());
        long seq = in.readLong();
        List<Measurement> measurements = new ArrayList<>();
        while (in.available() > 0) {
            measurements.add(new Measurement(quantity(in.readByte()), in.readDouble()));
        }
        return new Reading(sensor, time, seq, measurements);
    }

    /** Never to be changed: an outbox may be read by a later version of the program. */
    private static int code(Quantity quantity) {
        return switch (quantity) {
            case TEMPERATURE -> 1;
            case RELATIVE_HUMIDITY -> 2;
            case PRESSURE -> 3;
            case VOLTAGE -> 4;
            case CURRENT -> 5;
            case POWER -> 6;
            case ILLUMINANCE -> 7;
            case CO2 -> 8;
            case GAS_RESISTANCE -> 9;
            case COUNT -> 10;
            case FREQUENCY -> 11;
        };
    }

    private static Quantity quantity(int code) {
        for (Quantity quantity : Quantity.values()) {
            if (code(quantity) == code) {
                return quantity;
            }
        }
        throw new IllegalArgumentException("no quantity has the code " + code);
    }
}
