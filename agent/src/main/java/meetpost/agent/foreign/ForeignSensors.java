package meetpost.agent.foreign;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import meetpost.agent.link.LinkListener;
import meetpost.agent.link.LinkOptions;
import meetpost.agent.link.MqttLink;
import meetpost.agent.link.PublishChannel;
import meetpost.agent.log.Defects;
import meetpost.agent.sampling.SampleListener;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.time.Ticks;
import meetpost.agent.worker.Worker;
import meetpost.broker.access.OwnSockets;

/**
 * Hears sensors that somebody else publishes, on a connection of its own: whoever floods a topic
 * delays no command. A thread of its own reads what came; of each topic only the newest message
 * waits for it. Without such a sensor there is neither. All methods are for any thread.
 */
public final class ForeignSensors {

    private static final Duration LONGEST_REST = Duration.ofSeconds(1);
    private static final Duration LEAVE = Duration.ofSeconds(1);

    private final MqttSettings broker;
    private final String clientId;
    private final Optional<OwnSockets> own;
    private final SampleListener listener;
    private final Ticks board;
    private final Ticks ticks;
    private final Clock clock;
    private final RandomGenerator random;
    private final Worker worker;
    private final Semaphore bell = new Semaphore(0);
    private final Defects defects = new Defects();
    private volatile Map<String, ForeignSensor> sensors = Map.of();

    /** For the worker alone, and for {@link #stop} when that has ended. */
    private Optional<Connection> connection = Optional.empty();

    private record Connection(MqttLink link, Set<String> topics) {}

    /**
     * Does nothing before the first {@link #run} with such a sensor.
     *
     * @param clientId that no other connection has
     * @param own by which a broker in this process knows us
     * @param board ticks of the sampler, for the listener
     * @param ticks real ones
     */
    public ForeignSensors(
            MqttSettings broker,
            String clientId,
            Optional<OwnSockets> own,
            SampleListener listener,
            Ticks board,
            Ticks ticks,
            Clock clock,
            RandomGenerator random) {
        this.broker = requireNonNull(broker, "broker");
        this.clientId = requireNonNull(clientId, "clientId");
        this.own = requireNonNull(own, "own");
        this.listener = requireNonNull(listener, "listener");
        this.board = requireNonNull(board, "board");
        this.ticks = requireNonNull(ticks, "ticks");
        this.clock = requireNonNull(clock, "clock");
        this.random = requireNonNull(random, "random");
        worker = new Worker("foreign-sensors", ticks, this::turn);
    }

    /**
     * From now on hears these, as far as somebody else publishes them, and no others. One whose
     * settings are what they were goes on undisturbed. Does not block.
     */
    public synchronized void run(List<SensorSettings> wanted) {
        Map<String, ForeignSensor> next = new LinkedHashMap<>();
        for (SensorSettings each : wanted) {
            if (each.wire() instanceof Wire.Topic wire) {
                ForeignSensor known = sensors.get(each.name());
                next.put(
                        each.name(),
                        known != null && known.settings().equals(each)
                                ? known
                                : new ForeignSensor(each, wire, ticks, clock));
            }
        }
        sensors = Map.copyOf(next);
        if (!next.isEmpty() && !worker.isStarted() && !worker.isEnding()) {
            worker.start();
        }
        bell.release();
    }

    /**
     * Whether the last value of that sensor came when it was published. It did not where the broker
     * had kept it, and where nothing came for too long: such a value is for the eye.
     */
    public boolean isLive(String sensor) {
        return Optional.ofNullable(sensors.get(sensor)).filter(ForeignSensor::isLive).isPresent();
    }

    /** Hears nothing any more. Blocks for {@code max} at most. */
    public void stop(Duration max) throws InterruptedException {
        synchronized (this) {
            worker.end();
        }
        bell.release();
        if (worker.isStarted() && worker.join(max.dividedBy(2)) && connection.isPresent()) {
            connection.get().link.leave(max.dividedBy(2));
        }
    }

    private void turn() throws InterruptedException {
        Map<String, ForeignSensor> now = sensors;
        connect(now);
        now.values().forEach(this::ask);
        rest(now);
        bell.drainPermits();
    }

    /** What is due right after was already looked at, or rang. */
    private void rest(Map<String, ForeignSensor> now) throws InterruptedException {
        long tick = ticks.now();
        long nanos =
                now.values().stream()
                        .mapToLong(each -> each.next() - tick)
                        .min()
                        .orElse(LONGEST_REST.toNanos());
        long bounded = Math.max(0, Math.min(nanos, LONGEST_REST.toNanos()));
        boolean unused = bell.tryAcquire(bounded, TimeUnit.NANOSECONDS);
    }

    private void ask(ForeignSensor sensor) {
        try {
            sensor.due()
                    .ifPresent(sample -> listener.sampled(sensor.settings(), sample, board.now()));
        } catch (RuntimeException | Error e) {
            defects.cost(e, "sensor " + sensor.settings().name());
        }
    }

    /** Where other topics are to be heard than before, anew: what is stored comes once more. */
    private void connect(Map<String, ForeignSensor> now) throws InterruptedException {
        Set<String> topics =
                now.values().stream()
                        .map(ForeignSensor::topic)
                        .collect(Collectors.toUnmodifiableSet());
        if (connection.map(Connection::topics).orElse(Set.of()).equals(topics)) {
            return;
        }
        if (connection.isPresent()) {
            MqttLink former = connection.get().link;
            connection = Optional.empty();
            former.leave(LEAVE);
        }
        if (!topics.isEmpty()) {
            var link =
                    new MqttLink(
                            new LinkOptions(
                                            broker,
                                            clientId,
                                            Optional.empty(),
                                            topics.stream().sorted().toList())
                                    .knownTo(own),
                            ticks,
                            random);
            link.start(new Ears());
            connection = Optional.of(new Connection(link, topics));
        }
    }

    private final class Ears implements LinkListener {

        @Override
        public void up(PublishChannel uplink) {}

        @Override
        public void down() {}

        @Override
        public void message(String topic, byte[] payload, int qos, boolean retained) {
            // With nothing in it somebody clears the stored copy.
            if (payload.length > 0) {
                came(
                        topic,
                        Optional.of(payload).filter(each -> each.length <= ValueReader.MOST_BYTES),
                        retained);
            }
        }

        @Override
        public void tooLarge(String topic, int qos, boolean retained) {
            came(topic, Optional.empty(), retained);
        }

        @Override
        public boolean isBehind() {
            return false;
        }

        private void came(String topic, Optional<byte[]> payload, boolean retained) {
            for (ForeignSensor each : sensors.values()) {
                if (each.topic().equals(topic)) {
                    each.came(payload, retained);
                    bell.release();
                }
            }
        }
    }
}
