package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import meetpost.agent.claim.Board;
import meetpost.agent.claim.Claims;
import meetpost.agent.claim.Conflict;
import meetpost.agent.claim.Neighbourhood;
import meetpost.agent.claim.Said;
import meetpost.agent.claim.Self;
import meetpost.agent.link.LinkListener;
import meetpost.agent.link.LinkOptions;
import meetpost.agent.link.LinkProblem;
import meetpost.agent.link.Message;
import meetpost.agent.link.MqttLink;
import meetpost.agent.link.PublishChannel;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.Topics;

/**
 * Asks the boards on a broker whether a topic of ours is theirs, before anything of ours is
 * published there.
 */
public final class Hearing {

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LEAVE = Duration.ofSeconds(2);

    private final Neighbourhood neighbourhood;
    private final MqttLink link;
    private final Ticks ticks;
    private final Semaphore bell = new Semaphore(0);
    private volatile Optional<PublishChannel> way = Optional.empty();
    private volatile boolean failed;

    /**
     * @param ticks real ones
     */
    public Hearing(Settings settings, Identity identity, Ticks ticks, RandomGenerator random) {
        this.ticks = requireNonNull(ticks, "ticks");
        String prefix = settings.mqtt().topicPrefix();
        var topics = new Topics(settings.topics(), prefix, settings.device().id());
        neighbourhood =
                new Neighbourhood(
                        new Self(
                                new Board(identity.device(), identity.board()),
                                identity.session(),
                                prefix,
                                topics.devices()),
                        Claims.of(settings, topics),
                        Optional.of(settings.state()),
                        ticks,
                        random,
                        bell::release);
        link =
                new MqttLink(
                        new LinkOptions(
                                settings.mqtt(),
                                identity.clientId(),
                                Optional.empty(),
                                neighbourhood.filters()),
                        ticks,
                        random);
    }

    /**
     * Topics that other boards have, by conflict; none where that is not known within {@code max}.
     * Blocks until then, and two seconds more where the broker does not let us go.
     */
    public List<Conflict> lost(Duration max) throws InterruptedException {
        long end = ticks.now() + max.toNanos();
        link.start(new Ears());
        try {
            while (way.isEmpty() && !failed && ticks.now() - end < 0) {
                rest();
            }
            if (way.isPresent()) {
                hear(way.get(), end);
            }
        } finally {
            link.leave(LEAVE);
        }
        return neighbourhood.standing().conflicts().stream().filter(each -> !each.ours()).toList();
    }

    private void hear(PublishChannel channel, long end) throws InterruptedException {
        Deque<Said> out = new ArrayDeque<>();
        neighbourhood.begin();
        while (neighbourhood.isHearing() && ticks.now() - end < 0) {
            boolean unused = neighbourhood.work();
            out.addAll(neighbourhood.take());
            while (!out.isEmpty() && channel.publish(message(out.element()), bell::release)) {
                out.remove();
            }
            if (neighbourhood.isHearing()) {
                rest();
            }
        }
    }

    private static Message message(Said said) {
        return Message.passing(said.topic(), said.payload());
    }

    private void rest() throws InterruptedException {
        if (bell.tryAcquire(LOOK.toNanos(), TimeUnit.NANOSECONDS)) {
            bell.drainPermits();
        }
    }

    private final class Ears implements LinkListener {

        @Override
        public void opened() {
            neighbourhood.opened();
        }

        @Override
        public void up(PublishChannel uplink) {
            way = Optional.of(uplink);
            bell.release();
        }

        @Override
        public void problem(LinkProblem why) {
            failed = true;
            bell.release();
        }

        @Override
        public void down() {}

        @Override
        public void message(String topic, byte[] payload, int qos, boolean retained) {
            boolean unused = neighbourhood.heard(topic, payload, retained);
        }

        @Override
        public void tooLarge(String topic, int qos, boolean retained) {}

        @Override
        public boolean isBehind() {
            return false;
        }
    }
}
