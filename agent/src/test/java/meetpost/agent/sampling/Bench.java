package meetpost.agent.sampling;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import meetpost.agent.board.OneText;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.time.ManualTicks;
import meetpost.drivers.bus.Board;
import meetpost.drivers.bus.I2cBus;
import meetpost.drivers.bus.InputLine;
import meetpost.drivers.bus.InputPin;
import meetpost.drivers.bus.Kernel;
import meetpost.drivers.bus.OneWireBus;
import meetpost.drivers.bus.OutputLine;
import meetpost.drivers.bus.OutputPin;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Part.Attachment;
import meetpost.drivers.sensor.Quantity;
import meetpost.drivers.sensor.Sensed;

/** A sampler on a bench: time by hand, sensors by lambda, samples in a row. */
final class Bench {

    static final Clock CALENDAR =
            Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    final ManualTicks ticks = new ManualTicks();
    final List<String> roms = new CopyOnWriteArrayList<>();
    private final Map<String, LinkedBlockingQueue<Taken>> taken = new ConcurrentHashMap<>();
    private final long start = ticks.now();

    /** A sample, and how long after the start it was taken. */
    record Taken(Sample sample, Duration after) {

        String text() {
            String what =
                    sample instanceof Reading reading
                            ? Double.toString(reading.measurements().get(0).value())
                            : ((Fault) sample).kind().text();
            return after.toMillis() + " ms: " + what;
        }
    }

    Sampler sampler() {
        return new Sampler(board(), ticks, CALENDAR, this::sampled);
    }

    Sampler sampler(Duration deadline) {
        return new Sampler(board(), ticks, CALENDAR, this::sampled, deadline);
    }

    private void sampled(SensorSettings sensor, Sample sample, long tick) {
        queue(sample.sensor()).add(new Taken(sample, Duration.ofNanos(tick - start)));
    }

    /** The next sample of the sensor. */
    Taken next(String sensor) throws InterruptedException {
        Taken next = queue(sensor).poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError(sensor + ": no sample");
        }
        return next;
    }

    int unread(String sensor) {
        return queue(sensor).size();
    }

    private LinkedBlockingQueue<Taken> queue(String sensor) {
        return taken.computeIfAbsent(sensor, any -> new LinkedBlockingQueue<>());
    }

    static SensorSettings sensor(String name, Duration every, Part.Opener opener) {
        var attachment = new Attachment.I2c(List.of(0x48));
        return sensor(
                name,
                every,
                attachment,
                new Wire.I2c(1, 0x48),
                List.of(Quantity.TEMPERATURE),
                opener);
    }

    static SensorSettings sensor(
            String name, Duration every, List<Quantity> quantities, Part.Opener opener) {
        var attachment = new Attachment.I2c(List.of(0x48));
        return sensor(name, every, attachment, new Wire.I2c(1, 0x48), quantities, opener);
    }

    static SensorSettings oneWire(String name, Optional<String> rom, Part.Opener opener) {
        return sensor(
                name,
                Duration.ofSeconds(10),
                new Attachment.OneWire(0x28),
                new Wire.OneWire(rom),
                List.of(Quantity.TEMPERATURE),
                opener);
    }

    private static SensorSettings sensor(
            String name,
            Duration every,
            Attachment attachment,
            Wire wire,
            List<Quantity> quantities,
            Part.Opener opener) {
        return new SensorSettings(
                name,
                name,
                new Part("acme,probe", attachment, quantities, opener),
                wire,
                every,
                1,
                Map.of(),
                Map.of(),
                Duration.ofMinutes(5),
                Optional.empty(),
                "sensoren/" + name,
                false);
    }

    static Sensed celsius(double value) {
        return Sensed.all(new Measurement(Quantity.TEMPERATURE, value));
    }

    Board board() {
        return new Board() {
            @Override
            public String model() {
                return "bench";
            }

            @Override
            public I2cBus i2c(int bus) {
                return (address, out, inLength) -> new byte[inLength];
            }

            @Override
            public List<Integer> i2cBuses() {
                return List.of(1);
            }

            @Override
            public Optional<String> i2cDriver(int bus, int address) {
                return Optional.empty();
            }

            @Override
            public OneWireBus oneWire() {
                return new OneWireBus() {
                    @Override
                    public List<String> roms() {
                        return List.copyOf(roms);
                    }

                    @Override
                    public byte[] scratchpad(String rom) {
                        return new byte[9];
                    }
                };
            }

            @Override
            public Kernel kernel() {
                return new OneText("48312\n");
            }

            @Override
            public OutputPin output(OutputLine line) throws IOException {
                throw new IOException("no lines on this bench");
            }

            @Override
            public InputPin input(InputLine line) throws IOException {
                throw new IOException("no lines on this bench");
            }

            @Override
            public void close() {}
        };
    }
}
