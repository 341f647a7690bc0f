package meetpost.agent.p1;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import meetpost.agent.sampling.Sample;
import meetpost.agent.sampling.SampleListener;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.time.Ticks;
import meetpost.agent.worker.Work;
import meetpost.agent.worker.Worker;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.SerialInput;
import meetpost.drivers.bus.SerialLine;
import meetpost.drivers.bus.SerialPorts;
import meetpost.drivers.p1.P1Frames;

/**
 * Reads one port on a thread of its own. What is no telegram costs 64 KB, then the port is closed
 * for ten seconds; between two telegrams it rests, so that a flood of them costs a bounded share of
 * one thread.
 */
final class P1Watch {

    private static final int DSMR_4 = 4;
    private static final int BAUD = 115_200;
    private static final int OLD_BAUD = 9600;

    private static final int AT_ONCE = 512;
    private static final int MOST_GARBAGE = 65_536;
    private static final Duration REST = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final SensorSettings settings;
    private final Wire.Serial wire;
    private final SerialPorts ports;
    private final SampleListener listener;
    private final Ticks ticks;
    private final P1Meter meter;
    private final Worker worker;
    private final byte[] buffer = new byte[AT_ONCE];
    private volatile Optional<Sample> last = Optional.empty();
    private Optional<SerialInput> input = Optional.empty();
    private P1Frames frames;
    private int garbage;

    P1Watch(
            SensorSettings settings,
            Wire.Serial wire,
            SerialPorts ports,
            SampleListener listener,
            Ticks ticks,
            Clock clock) {
        this.settings = requireNonNull(settings, "settings");
        this.wire = requireNonNull(wire, "wire");
        this.ports = requireNonNull(ports, "ports");
        this.listener = requireNonNull(listener, "listener");
        this.ticks = requireNonNull(ticks, "ticks");
        meter = new P1Meter(settings, wire, clock, ticks.now());
        frames = frames();
        worker = new Worker("p1-" + settings.name(), Ticks.REAL, new Reading());
    }

    SensorSettings settings() {
        return settings;
    }

    void start() {
        worker.start();
    }

    /** The newest sample; empty: there is none yet. */
    Optional<Sample> last() {
        return last;
    }

    /** Reads no more, and gives the port back. Does not block. */
    void end() {
        worker.interrupt();
    }

    /** Blocks for {@code max} at most; says whether it has ended. */
    boolean join(Duration max) throws InterruptedException {
        return !worker.isStarted() || worker.join(max);
    }

    private final class Reading implements Work {

        @Override
        public void begin() throws InterruptedException {
            ticks.enter();
        }

        @Override
        public void turn() throws InterruptedException {
            try {
                read(port());
                meter.silent(ticks.now()).ifPresent(P1Watch.this::tell);
            } catch (IOException | RuntimeException e) {
                close();
                meter.failed(e, ticks.now()).ifPresent(P1Watch.this::tell);
                ticks.until(ticks.now() + RETRY.toNanos());
            }
        }

        @Override
        public void end() {
            close();
        }
    }

    private SerialInput port() throws IOException, InterruptedException {
        if (input.isEmpty()) {
            boolean old = wire.dsmr() < DSMR_4;
            input =
                    Optional.of(
                            ports.open(new SerialLine(wire.port(), old ? OLD_BAUD : BAUD, old)));
            frames = frames();
            garbage = 0;
        }
        return input.orElseThrow();
    }

    private P1Frames frames() {
        return new P1Frames(wire.dsmr() >= DSMR_4);
    }

    private void read(SerialInput port) throws IOException, InterruptedException {
        int count = port.read(buffer);
        garbage += count;
        boolean whole = false;
        for (int at = 0; at < count; at++) {
            Optional<P1Frames.Frame> frame = frames.accept(buffer[at]);
            if (frame.isPresent()) {
                whole |= frame.get() instanceof P1Frames.Frame.Telegram;
                meter.came(frame.get(), ticks.now()).ifPresent(this::tell);
            }
        }
        if (whole) {
            garbage = 0;
            ticks.until(ticks.now() + REST.toNanos());
        }
        if (garbage > MOST_GARBAGE) {
            String text = "%s bytes without a telegram".formatted(garbage);
            meter.damaged(text + "; is that a meter, and the speed right?");
            throw new BusException(
                    BusException.Kind.BUS,
                    wire.port() + ": " + text + "; is that a meter, and `dsmr:` right?");
        }
    }

    private void close() {
        input.ifPresent(SerialInput::close);
        input = Optional.empty();
    }

    private void tell(Sample sample) {
        last = Optional.of(sample);
        listener.sampled(settings, sample, ticks.now());
    }
}
