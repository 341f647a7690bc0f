package meetpost.agent.p1;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static meetpost.agent.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import meetpost.agent.sampling.Sample;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.SerialInput;
import meetpost.drivers.bus.SerialLine;
import meetpost.drivers.bus.SerialPorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes on a port, whatever that is. */
class P1MetersTest {

    /** Without a checksum, so that it can be read here. */
    private static final String TELEGRAM =
            "/ISk5\r\n\r\n1-0:1.7.0(0001.01*kW)\r\n1-0:2.7.0(0000.00*kW)\r\n!\r\n";

    private final List<SerialLine> opened = new CopyOnWriteArrayList<>();
    private final List<Sample> samples = new CopyOnWriteArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicLong given = new AtomicLong();
    private Optional<P1Meters> running = Optional.empty();

    @AfterEach
    void stop() throws InterruptedException {
        if (running.isPresent()) {
            running.get().stop(Duration.ofSeconds(5));
        }
    }

    @Test
    void areReadAtTheSpeedOfTheirAge() throws Exception {
        start(saying(TELEGRAM));

        eventually("a reading", () -> samples.stream().anyMatch(Reading.class::isInstance));
        assertEquals(List.of(new SerialLine("/dev/ttyUSB0", 9600, true)), opened);
    }

    @Test
    void areReadBehindOneThatIsCut() throws Exception {
        start(saying("/ISk5\r\n\r\n1-0:1.7.0(00" + "\r\n" + TELEGRAM));

        eventually("a reading", () -> samples.stream().anyMatch(Reading.class::isInstance));
    }

    @Test
    void haveTheirPortClosedWhereItSendsNoise() throws Exception {
        byte[] noise = new byte[512];
        start(
                buffer -> {
                    System.arraycopy(noise, 0, buffer, 0, buffer.length);
                    given.addAndGet(buffer.length);
                    return buffer.length;
                });

        eventually("the port is closed", () -> closed.get() == 1);
        assertTrue(given.get() <= 65_536 + 512, given + " bytes");
        eventually("a fault", () -> !samples.isEmpty());
        String message = ((Fault) samples.get(0)).message();
        assertTrue(message.contains("bytes without a telegram"), message);
    }

    @Test
    void areFaultyWhereTheirPortIsNot() throws Exception {
        start(
                buffer -> {
                    throw new BusException(BusException.Kind.NO_ANSWER, "unplugged");
                });

        eventually("a fault", () -> !samples.isEmpty());
        assertEquals("meter: unplugged", ((Fault) samples.get(0)).message());
        assertEquals(1, closed.get());
    }

    @Test
    void giveTheirPortBackWhenTheyAreGone() throws Exception {
        start(saying(TELEGRAM));
        eventually("it is read", () -> !opened.isEmpty());

        running.orElseThrow().run(List.of());

        eventually("it is given back", () -> closed.get() == 1);
    }

    @FunctionalInterface
    private interface Source {

        int read(byte[] buffer) throws Exception;
    }

    /** Once, and then nothing. */
    private Source saying(String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        return buffer -> {
            int from = (int) given.get();
            int count = Math.min(buffer.length, bytes.length - from);
            System.arraycopy(bytes, from, buffer, 0, count);
            given.addAndGet(count);
            if (count == 0) {
                Ticks.REAL.until(Ticks.REAL.now() + 10_000_000);
            }
            return count;
        };
    }

    private void start(Source source) throws Exception {
        SerialPorts ports =
                line -> {
                    opened.add(line);
                    return new SerialInput() {
                        @Override
                        public int read(byte[] buffer) throws IOException, InterruptedException {
                            try {
                                return source.read(buffer);
                            } catch (IOException | InterruptedException e) {
                                throw e;
                            } catch (Exception e) {
                                throw new AssertionError(e);
                            }
                        }

                        @Override
                        public void close() {
                            closed.incrementAndGet();
                        }
                    };
                };
        var meters =
                new P1Meters(
                        ports,
                        (sensor, sample, tick) -> samples.add(sample),
                        Ticks.REAL,
                        Clock.systemUTC());
        running = Optional.of(meters);
        meters.run(settings());
    }

    private static List<SensorSettings> settings() throws Exception {
        var here =
                new Surroundings(
                        "pi", Optional.empty(), Optional.empty(), Path.of("x"), Optional.empty());
        return new SettingsReader(here)
                .read(
                        "meetpost.yaml",
                        "sensors: {meter: {part: p1, port: /dev/ttyUSB0, dsmr: 2, channel: vermogen}}")
                .sensors();
    }
}
