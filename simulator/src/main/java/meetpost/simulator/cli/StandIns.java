package meetpost.simulator.cli;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import meetpost.agent.link.LinkListener;
import meetpost.agent.link.LinkOptions;
import meetpost.agent.link.Message;
import meetpost.agent.link.MqttLink;
import meetpost.agent.link.PublishChannel;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.time.Ticks;
import meetpost.agent.worker.Worker;
import meetpost.simulator.SimulatedPi;

/**
 * Stands for those whose sensors the settings hear: publishes on their topics what they would, over
 * a connection of its own. For a broker that is the simulation's; on another one that would be
 * taken for true.
 */
final class StandIns {

    /** However long the settings let them be silent: somebody is watching. */
    private static final Duration APART = Duration.ofSeconds(5);

    private static final Duration LEAVE = Duration.ofSeconds(1);

    private final Supplier<Collection<SimulatedPi.Neighbour>> neighbours;
    private final Ticks time;
    private final Semaphore bell = new Semaphore(0);
    private final MqttLink link;
    private final Worker worker = new Worker("stand-ins", Ticks.REAL, this::turn);
    private volatile Optional<PublishChannel> way = Optional.empty();

    /**
     * Does nothing yet.
     *
     * @param neighbours who they stand for, now
     * @param time of the simulation, which says what there is to measure
     */
    StandIns(
            MqttSettings broker,
            String device,
            Supplier<Collection<SimulatedPi.Neighbour>> neighbours,
            Ticks time) {
        this.neighbours = requireNonNull(neighbours, "neighbours");
        this.time = requireNonNull(time, "time");
        link =
                new MqttLink(
                        new LinkOptions(
                                broker,
                                "meetpost-stand-ins-" + device,
                                Optional.empty(),
                                List.of()),
                        Ticks.REAL,
                        ThreadLocalRandom.current());
    }

    void start() {
        link.start(new Door());
        worker.start();
    }

    /** Blocks for a second or two at most. */
    void stop() throws InterruptedException {
        worker.end();
        bell.release();
        if (worker.isStarted()) {
            boolean unused = worker.join(LEAVE);
            link.leave(LEAVE);
        }
    }

    private void turn() throws InterruptedException {
        long now = time.now();
        way.ifPresent(
                channel ->
                        neighbours
                                .get()
                                .forEach(each -> publish(channel, each.topic(), each.text(now))));
        boolean unused = bell.tryAcquire(APART.toNanos(), TimeUnit.NANOSECONDS);
        bell.drainPermits();
    }

    /** What cannot be sent now is measured anew. */
    private static void publish(PublishChannel channel, String topic, String text) {
        boolean unused = channel.publish(Message.passing(topic, text), () -> {});
    }

    private final class Door implements LinkListener {

        @Override
        public void up(PublishChannel uplink) {
            way = Optional.of(uplink);
            bell.release();
        }

        @Override
        public void down() {
            way = Optional.empty();
        }

        @Override
        public void message(String topic, byte[] payload, int qos, boolean retained) {}

        @Override
        public void tooLarge(String topic, int qos, boolean retained) {}

        @Override
        public boolean isBehind() {
            return false;
        }
    }
}
