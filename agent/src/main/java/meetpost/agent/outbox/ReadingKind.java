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
            out.writeByte(code(measurement.quantity()));
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
                measurements.add(new Measurement(quantity(code), in.readDouble()));
            }
        }
        return new Reading(sensor, time, seq, measurements, true, session);
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
