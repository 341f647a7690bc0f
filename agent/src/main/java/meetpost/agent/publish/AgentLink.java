package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import meetpost.agent.announce.Announcements;
import meetpost.agent.claim.Conflict;
import meetpost.agent.claim.Standing;
import meetpost.agent.link.GuardedTopics;
import meetpost.agent.link.LinkOptions;
import meetpost.agent.link.MessageListener;
import meetpost.agent.link.MqttLink;
import meetpost.agent.outbox.Outbox;
import meetpost.agent.sampling.HealthListener;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.HomeAssistantTopics;
import meetpost.agent.topic.Topics;
import meetpost.broker.access.OwnSockets;

/**
 * All of the agent's MQTT, wired: the link, our presence on it, the publish loop, the sensors'
 * topics. All methods are for any thread; only {@link #settle} and {@link #stop} block.
 */
public final class AgentLink {

    private static final Duration PINGS_APART = Duration.ofSeconds(1);

    private final Topics topics;
    private final Ticks ticks;
    private final TopicOwnership ownership;
    private final Announcements announcements;
    private final Readings readings;
    private final Presence presence;
    private final PublishLoop publishLoop;
    private final SensorTopics sensorTopics;
    private final MqttLink link;

    /**
     * @param info is asked at each connect; must not block
     * @param own by which a broker in this process knows us
     * @param ticks real ones, also where the board is simulated: the network is not
     * @param clock stamps
     */
    public AgentLink(
            Settings settings,
            Identity identity,
            Supplier<Info> info,
            Outbox<Reading> outbox,
            Optional<OwnSockets> own,
            Ticks ticks,
            Clock clock,
            RandomGenerator random) {
        this.ticks = requireNonNull(ticks, "ticks");
        topics =
                new Topics(
                        settings.topics(), settings.mqtt().topicPrefix(), settings.device().id());
        ownership = new TopicOwnership(settings, topics, identity, ticks, random);
        announcements = new Announcements(settings, identity.board(), ownership);
        readings = new Readings(topics, settings.sensors());
        presence = new Presence(topics, identity, info, announcements, ownership, ticks);
        var drain = new Pace(settings.outbox().drainPerSecond(), ticks);
        publishLoop = new PublishLoop(outbox, readings, presence, drain, ticks);
        sensorTopics =
                new SensorTopics(
                        topics, settings.sensors(), publishLoop, ownership::standing, clock);
        ownership.told(sensorTopics::standingChanged);
        link =
                new MqttLink(
                        new LinkOptions(
                                        settings.mqtt(),
                                        identity.clientId(),
                                        Optional.of(presence.will()),
                                        subscriptions(settings),
                                        1,
                                        GuardedTopics.of(topics.obeyed(settings)),
                                        false)
                                .knownTo(own),
                        ticks,
                        random);
        actuators(settings.actuators());
    }

    /**
     * Begins to connect, at once.
     *
     * @param inbox gets the commands; must only put them into a queue
     */
    public void start(MessageListener inbox) {
        announcements.start();
        publishLoop.start();
        link.start(new InboundDispatcher(publishLoop, presence, inbox));
    }

    /** For the parts of the agent that publish. */
    public Publisher publisher() {
        return publishLoop;
    }

    /** For the sampler. */
    public HealthListener healthListener() {
        return sensorTopics;
    }

    /** A sensor was read: keeps the reading in the outbox until the broker has it. */
    public void add(Reading reading) {
        publishLoop.add(reading);
    }

    /** Settings are read anew: what they lack is withdrawn. Before anything else learns of them. */
    public void settings(Settings fresh) {
        announcements.settings(fresh);
        publishLoop.announced(fresh);
        readings.sensors(fresh.sensors());
        sensorTopics.sensors(fresh.sensors());
        actuators(fresh.actuators());
        describes(fresh);
    }

    /**
     * A device of a LoRaWAN application is about to have a topic.
     *
     * @param device its root
     */
    public void bridged(String application, String device, String topic) {
        if (announcements.bridged(application, device, topic)) {
            publishLoop.informed();
        }
    }

    /** What outputs do when the broker is lost was read anew: it must be heard that often. */
    void actuators(List<ActuatorSettings> actuators) {
        link.ownPings(
                actuators.stream()
                        .flatMap(each -> each.onBrokerLoss().stream())
                        .map(loss -> loss.after().dividedBy(3))
                        .min(Comparator.naturalOrder())
                        .map(third -> third.compareTo(PINGS_APART) < 0 ? PINGS_APART : third));
    }

    /** Others are told what these settings put on the board. */
    public void describes(Settings settings) {
        publishLoop.state(topics.things(), ThingsText.of(settings, topics), 1);
    }

    /** What the info topic shows has changed. */
    public void informed() {
        publishLoop.informed();
    }

    /** All that is true now is published once more. */
    public void everythingAgain() {
        publishLoop.everythingAgain();
    }

    /**
     * Has the publish loop's thread run it, soon; must not block. Gone if too many of these wait.
     */
    public void later(Runnable task) {
        publishLoop.later(task);
    }

    public Topics topics() {
        return topics;
    }

    /** Whether there is a session, as far as we know. */
    public boolean connected() {
        return link.connected();
    }

    /** Why there is no session, in words; empty while there is one. */
    public Optional<String> problem() {
        return link.problem();
    }

    /** See {@link MqttLink#marksLost}. */
    public List<String> marksLost() {
        return link.marksLost();
    }

    /** Why there is no session, or what is wrong with the one that there is; empty: nothing. */
    public Optional<String> complaint() {
        return link.problem()
                .or(() -> Optional.of(String.join("; ", link.marksLost())))
                .filter(text -> !text.isEmpty());
    }

    /** Which topics are this board's, as far as is known. */
    public Standing standing() {
        return ownership.standing();
    }

    /**
     * Has it run, on the publish loop's thread, when {@link #standing} may be another; before
     * {@link #start}. Must not block.
     */
    public void onStanding(Runnable listener) {
        ownership.told(listener);
    }

    /** What other boards claim of this one's topics, in words, with what to type. */
    public List<String> conflicts() {
        return standing().conflicts().stream().map(Conflict::text).toList();
    }

    /** Readings that were not published since another board has their topic. */
    public long withheld() {
        return ownership.withheld();
    }

    /** The tick at which the broker was last heard; before the first time that of the start. */
    public long lastHeard() {
        return link.lastHeard();
    }

    /** See {@link MqttLink#isLost}. */
    public boolean isLost(Duration within) {
        return link.isLost(within);
    }

    /** The tick at which both threads were last seen at work: at most 30 s ago if all is well. */
    public long turned() {
        long linkTurned = link.turned();
        long publishTurned = publishLoop.turned();
        return linkTurned - publishTurned < 0 ? linkTurned : publishTurned;
    }

    /** Sessions that followed another one. */
    public long reconnects() {
        return link.reconnects();
    }

    /** Sessions that ended as they do when another client has our client id. */
    public long takeovers() {
        return link.takeovers();
    }

    /** Messages that the broker has acknowledged. */
    public long published() {
        return publishLoop.published();
    }

    /** Messages that made something fail that nobody foresaw, which cost them. */
    public long defects() {
        return publishLoop.defects();
    }

    /**
     * Blocks until the broker has everything, readings that waited in the outbox included, or for
     * {@code max}; says whether it has.
     */
    public boolean settle(Duration max) throws InterruptedException {
        return publishLoop.settle(max);
    }

    /**
     * Publishes what is true now and that we are gone, and disconnects. Where the broker does not
     * acknowledge that, the connection is cut instead, so that it publishes the will. Blocks for
     * {@code max} at most.
     */
    public void stop(Duration max) throws InterruptedException {
        long end = ticks.now() + max.toNanos();
        boolean known = publishLoop.farewell(max.multipliedBy(3).dividedBy(4));
        Duration rest = ticks.real(end);
        if (known) {
            link.leave(rest);
        } else {
            link.cut(rest);
        }
    }

    private List<String> subscriptions(Settings settings) {
        List<String> filters = new ArrayList<>(presence.subscriptions());
        if (settings.homeAssistant().discovery()) {
            filters.add(topics.discovery(settings.homeAssistant()));
            filters.addAll(new HomeAssistantTopics(settings.homeAssistant().prefix()).births());
        }
        filters.addAll(topics.obeyed(settings));
        return filters;
    }
}
