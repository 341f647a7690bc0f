package meetpost.agent.outbox;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import meetpost.agent.sampling.Sample.Reading;

/** Readings; and how often an outbox looked at one, or read one from the disk. One thread. */
final class CountingKind implements Kind<Reading> {

    private final ReadingKind readings = new ReadingKind();
    private long looks;
    private long reads;

    long looks() {
        return looks;
    }

    long reads() {
        return reads;
    }

    @Override
    public String place() {
        return readings.place();
    }

    @Override
    public String name() {
        return readings.name();
    }

    @Override
    public int weight(Reading reading) {
        looks++;
        return readings.weight(reading);
    }

    @Override
    public String source(Reading reading) {
        looks++;
        return readings.source(reading);
    }

    @Override
    public Instant time(Reading reading) {
        looks++;
        return readings.time(reading);
    }

    @Override
    public Reading corrected(Reading reading, Instant time, boolean known) {
        return readings.corrected(reading, time, known);
    }

    @Override
    public void write(Reading reading, DataOutputStream out) throws IOException {
        looks++;
        readings.write(reading, out);
    }

    @Override
    public Reading read(DataInputStream in) throws IOException {
        reads++;
        return readings.read(in);
    }
}
