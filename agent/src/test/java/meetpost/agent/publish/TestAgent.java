package meetpost.agent.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import meetpost.agent.announce.Announcements;
import meetpost.agent.announce.Neighbours;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.MessageListener;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.DeviceSettings;
import meetpost.agent.settings.HomeAssistantSettings;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.settings.OutboxSettings;
import meetpost.agent.settings.Secret;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.ShapingSettings;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.Topics;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Quantity;

/** The agent's MQTT with two sensors and one output, and nothing else of an agent. */
public final class TestAgent implements AutoCloseable, MessageListener {

    static final String STATUS = "apparaten/kelder-pi/status";
    static final String INFO = "apparaten/kelder-pi/info";
    static final String TEMPERATURE = "sensoren/temperatuur";
    static final String HISTORY = "sensoren/temperatuur/history";
    public static final String SET = "actuatoren/pomp/set";

    static final Topics TOPICS =
            new Topics(
                    new TopicSettings("sensoren", "ingangen", "actuatoren", "apparaten", false),
                    "",
                    "kelder-pi");

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private final TestOutbox outbox = new TestOutbox();
    private volatile boolean behind;
    private volatile int behindFrom;
    private final List<String> inbox = new CopyOnWriteArrayList<>();
    private final AgentLink link;
    private long seq;

    public TestAgent(Settings settings, String serial) {
        var identity =
                Identity.of(settings.device().id(), serial, START, new Random(serial.hashCode()));
        link =
                new AgentLink(
                        settings,
                        identity,
                        () -> new Info("0.1.0", "test", List.of("127.0.0.1"), List.of()),
                        outbox,
                        Optional.empty(),
                        Ticks.REAL,
                        Clock.systemUTC(),
                        new Random(1));
        link.start(this);
    }

    /** One of many with the same sensors and outputs. */
    static TestAgent board(String device, int port, Path state) {
        var broker =
                broker(List.of(URI.create("mqtt://127.0.0.1:" + port)), Duration.ofSeconds(30));
        return new TestAgent(settings(device, broker).withState(state), device);
    }

    public static TestAgent at(int port) {
        return new TestAgent(settings(Duration.ofSeconds(30), port), "serial-1");
    }

    /** One that is connected. */
    public static TestAgent connected(int port) throws InterruptedException {
        TestAgent agent = at(port);
        agent.awaitConnected();
        return agent;
    }

    public static Settings settings(Duration keepAlive, int... ports) {
        List<URI> urls = new ArrayList<>();
        for (int port : ports) {
            urls.add(URI.create("mqtt://127.0.0.1:" + port));
        }
        return settings(broker(urls, keepAlive));
    }

    public static MqttSettings broker(List<URI> urls, Duration keepAlive) {
        return new MqttSettings(
                urls,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                keepAlive,
                "");
    }

    public static MqttSettings login(int port, String user, String password) {
        return new MqttSettings(
                List.of(URI.create("mqtt://127.0.0.1:" + port)),
                Optional.of(user),
                Optional.of(new Secret(password)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(30),
                "");
    }

    public static Settings settings(MqttSettings broker) {
        return settings("kelder-pi", broker);
    }

    private static Settings settings(String device, MqttSettings broker) {
        return new Settings(
                new DeviceSettings(device, "Kelder Pi"),
                broker,
                Optional.empty(),
                Optional.empty(),
                List.of(
                        sensor("temperatuur", List.of(Quantity.TEMPERATURE), true),
                        sensor(
                                "kas",
                                List.of(Quantity.TEMPERATURE, Quantity.RELATIVE_HUMIDITY),
                                false)),
                List.of(),
                List.of(pump()),
                List.of(),
                List.of(),
                new TopicSettings("sensoren", "ingangen", "actuatoren", "apparaten", false),
                new OutboxSettings(2000, 0, Duration.ofDays(7), Duration.ofSeconds(60), 500),
                new HomeAssistantSettings(false, "homeassistant"),
                List.of(),
                // Not even root can keep anything there, so that no test finds what another one
                // left.
                Path.of("/proc/nowhere"));
    }

    public static SensorSettings sensor(String name, List<Quantity> quantities, boolean json) {
        Map<Quantity, ShapingSettings> shaping =
                quantities.stream()
                        .collect(
                                toUnmodifiableMap(
                                        quantity -> quantity,
                                        quantity ->
                                                new ShapingSettings(
                                                        List.of(),
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        0,
                                                        quantity.decimals())));
        var part =
                new Part(
                        "test," + name,
                        new Part.Attachment.I2c(List.of(0x40)),
                        quantities,
                        wiring -> {
                            throw new IllegalStateException("nobody opens it");
                        });
        return new SensorSettings(
                name,
                name,
                part,
                new SensorSettings.Wire.I2c(1, 0x40),
                Duration.ofSeconds(10),
                1,
                shaping,
                Map.of(),
                Duration.ofMinutes(5),
                Optional.empty(),
                "sensoren/" + name,
                json);
    }

    public static ActuatorSettings pump() {
        return new ActuatorSettings(
                "pomp",
                "Pomp",
                17,
                true,
                ActuatorSettings.AtStart.OFF,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Duration.ZERO,
                1,
                "",
                "actuatoren/pomp",
                false);
    }

    /** Of a board that has these things, and has announced nothing yet. */
    static Announcements announcements() {
        return new Announcements(
                settings(Duration.ofSeconds(30), 1883), "serial-1", Neighbours.NOBODY);
    }

    /** Of that board among others. */
    static TopicOwnership ownership(Topics topics, Ticks ticks) {
        return new TopicOwnership(
                settings(Duration.ofSeconds(30), 1883),
                topics,
                Identity.of("kelder-pi", "serial-1", START, new Random(1)),
                ticks,
                new Random(1));
    }

    public AgentLink link() {
        return link;
    }

    TestOutbox outbox() {
        return outbox;
    }

    /** {@code topic payload} or {@code topic TOO-LARGE}, with a star behind a stored copy. */
    public List<String> inbox() {
        return List.copyOf(inbox);
    }

    public void awaitConnected() throws InterruptedException {
        Eventually.within(15, "the agent is connected", link::connected);
    }

    /** The sensor {@code temperatuur} was read: the value is its sequence number. */
    public long read() {
        return read((double) (seq + 1));
    }

    /** The same with another value. */
    long read(double value) {
        seq++;
        link.add(
                new Reading(
                        "temperatuur",
                        START.plusSeconds(seq),
                        seq,
                        List.of(new Measurement(Quantity.TEMPERATURE, value))));
        return seq;
    }

    public void awaitDelivered() throws InterruptedException {
        Eventually.within(40, "every reading is confirmed", () -> outbox.size() == 0);
    }

    @Override
    public void message(String topic, byte[] payload, int qos, boolean retained) {
        if (new String(payload, UTF_8).equals("THROW")) {
            throw new IllegalStateException("as a listener with a mistake in it does");
        }
        inbox.add(topic + " " + new String(payload, UTF_8) + (retained ? "*" : ""));
        behind |= inbox.size() == behindFrom;
    }

    @Override
    public void tooLarge(String topic, int qos, boolean retained) {
        inbox.add(topic + " TOO-LARGE" + (retained ? "*" : ""));
    }

    @Override
    public boolean isBehind() {
        return behind;
    }

    /** From now on the broker should wait with more, or need not. */
    void behind(boolean now) {
        behind = now;
    }

    /** Is to be behind once it has so many messages. */
    void behindFrom(int messages) {
        behindFrom = messages;
    }

    /** An orderly stop. */
    @Override
    public void close() {
        try {
            link.stop(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
