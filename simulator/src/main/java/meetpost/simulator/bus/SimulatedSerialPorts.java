package meetpost.simulator.bus;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.SerialInput;
import meetpost.drivers.bus.SerialLine;
import meetpost.drivers.bus.SerialPorts;

/**
 * Serial ports with something at their other end, those over TCP too: nothing is connected to. Safe
 * for use by several threads.
 */
public final class SimulatedSerialPorts implements SerialPorts {

    private static final long SECOND = 1_000_000_000;

    private final Ticks ticks;
    private final Map<String, Talker> talkers = new ConcurrentHashMap<>();

    /** With nothing plugged in. */
    public SimulatedSerialPorts(Ticks ticks) {
        this.ticks = requireNonNull(ticks, "ticks");
    }

    /** What is at the other end. */
    @FunctionalInterface
    public interface Talker {

        /** What it sends at that instant, a whole second. */
        byte[] at(long instant);
    }

    /** From now on that is at the other end of the port. */
    public void plug(String port, Talker talker) {
        talkers.put(port, talker);
    }

    @Override
    public SerialInput open(SerialLine line) throws BusException {
        Talker talker = talkers.get(line.port());
        if (talker == null) {
            throw new BusException(
                    BusException.Kind.NO_ANSWER, line.port() + " is not there: is it plugged in?");
        }
        return new Input(talker, ticks);
    }

    /** A port that is open. For one thread. */
    private static final class Input implements SerialInput {

        private final Talker talker;
        private final Ticks ticks;
        private byte[] rest = {};
        private int given;
        private long next;

        private Input(Talker talker, Ticks ticks) {
            this.talker = talker;
            this.ticks = ticks;
            next = Math.floorDiv(ticks.now(), SECOND) * SECOND;
        }

        @Override
        public int read(byte[] buffer) throws InterruptedException {
            if (given == rest.length) {
                next += SECOND;
                ticks.until(next);
                rest = talker.at(next);
                given = 0;
            }
            int count = Math.min(buffer.length, rest.length - given);
            System.arraycopy(rest, given, buffer, 0, count);
            given += count;
            return count;
        }

        @Override
        public void close() {}
    }
}
