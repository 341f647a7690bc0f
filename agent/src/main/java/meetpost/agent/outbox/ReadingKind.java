package meetpost.agent.outbox;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;

/** Readings, by sensor. */
public final class ReadingKind implements Kind<Reading> {

    /** Stands where a quantity's code could: version 0.1.0 wrote none. */
    private static final byte SESSION = 0;

    /** Stands where a code could, before the names, the unit and the decimals of a quantity. */
    private static final byte IN_FULL = 127;

    /**
     * Those that have a code: their place in this list, from 1. Never to be changed: an outbox may
     * be read by a later version of the program. Others are written in full.
     */
    private static final List<Quantity> CODED =
            List.of(
                    Quantity.TEMPERATURE,
                    Quantity.RELATIVE_HUMIDITY,
                    Quantity.PRESSURE,
                    Quantity.VOLTAGE,
                    Quantity.CURRENT,
                    Quantity.POWER,
                    Quantity.ILLUMINANCE,
                    Quantity.CO2,
                    Quantity.GAS_RESISTANCE,
                    Quantity.COUNT,
                    Quantity.FREQUENCY);

    @Override
    public String place() {
        return "outbox";
    }

    @Override
    public int weight(Reading reading) {
        return 1;
    }

    @Override
    public String name() {
        return "reading";
    }

    @Override
    public String source(Reading reading) {
        return reading.sensor();
    }

    @Override
    public Instant time(Reading reading) {
        return reading.time();
    }

    @Override
    public Reading corrected(Reading reading, Instant time, boolean known) {
        return new Reading(
                reading.sensor(),
                time,
                reading.seq(),
                reading.measurements(),
                known,
                reading.session());
    }

    @Override
    public void write(Reading reading, DataOutputStream out) throws IOException {
        out.writeUTF(reading.sensor());
        out.writeLong(reading.time().toEpochMilli());
        out.writeLong(reading.seq());
        for (Measurement measurement : reading.measurements()) {
            write(measurement.quantity(), out);
            out.writeDouble(measurement.value());
        }
        if (!reading.session().isEmpty()) {
            out.writeByte(SESSION);
            out.writeUTF(reading.session());
        }
    }

    @Override
    public Reading read(DataInputStream in) throws IOException {
        String sensor = in.readUTF();
        Instant time = Instant.ofEpochMilli(in.readLong());
        long seq = in.readLong();
        List<Measurement> measurements = new ArrayList<>();
        String session = "";
        while (in.available() > 0) {
            byte code = in.readByte();
            if (code == SESSION) {
                session = in.readUTF();
            } else {
                measurements.add(new Measurement(quantity(code, in), in.readDouble()));
            }
        }
        return new Reading(sensor, time, seq, measurements, true, session);
    }

    private static void write(Quantity quantity, DataOutputStream out) throws IOException {
        int code = CODED.indexOf(quantity) + 1;
        if (code > 0) {
            out.writeByte(code);
            return;
        }
        out.writeByte(IN_FULL);
        out.writeUTF(quantity.dutch());
        out.writeUTF(quantity.english());
        out.writeUTF(quantity.unit());
        out.writeByte(quantity.decimals());
    }

    private static Quantity quantity(int code, DataInputStream in) throws IOException {
        if (code == IN_FULL) {
            return new Quantity(in.readUTF(), in.readUTF(), in.readUTF(), in.readByte());
        }
        if (code < 1 || code > CODED.size()) {
            throw new IllegalArgumentException("no quantity has the code " + code);
        }
        return CODED.get(code - 1);
    }
}
