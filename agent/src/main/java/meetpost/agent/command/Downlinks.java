package meetpost.agent.command;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import meetpost.agent.claim.Standing;
import meetpost.agent.command.Answer.Accepted;
import meetpost.agent.command.Answer.Refused;
import meetpost.agent.command.Answer.Stage;
import meetpost.agent.command.Parsed.Order;
import meetpost.agent.link.Message;
import meetpost.agent.link.PublishChannel;
import meetpost.agent.publish.Publisher;
import meetpost.agent.settings.BridgeSettings.Downlink;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.ChirpStackTopics;
import meetpost.agent.topic.LorawanTopics;
import meetpost.agent.topic.Topics;
import meetpost.drivers.bus.WakeSignal;

/**
 * Makes downlinks of commands for outputs that are LoRaWAN devices, and answers each with how far
 * it has come, as the network says: {@link Answer.Stage}. What the device did nobody knows, so no
 * state is published.
 *
 * <p>{@link #isTheirs}, {@link #put}, {@link #refuse} and the counts are for any thread, {@link
 * #up} and {@link #down} for the link's, {@link #handle} for one.
 */
public final class Downlinks {

    /** Bytes of commands that wait, of all devices together. */
    private static final int MOST_WAITING = 256 << 10;

    private static final String UNDER_WAY =
            "more downlinks are under way than can be followed: send it later";

    private static final String NO_ROOM =
            "more commands with an id came within ten minutes than can be kept: send it without an"
                    + " id, or later";

    private final Map<String, Addressee> bySetTopic;
    private final Map<String, Downlink> byName;
    private final CommandQueue queue;
    private final Answers answers;
    private final LorawanTopics far;
    private final Supplier<Standing> standing;
    private final Expiry expiry;
    private final Answered answered;
    private final PendingDownlinks pending;

    /** Those that the far broker has acknowledged; put there by the link's thread. */
    private final Queue<String> taken = new ConcurrentLinkedQueue<>();

    private volatile Optional<PublishChannel> uplink = Optional.empty();
    private volatile boolean refusing;

    public Downlinks(
            List<Downlink> downlinks,
            Topics near,
            LorawanTopics far,
            Publisher publisher,
            Supplier<Standing> standing,
            Ticks ticks,
            Clock clock) {
        bySetTopic =
                downlinks.stream()
                        .collect(
                                toUnmodifiableMap(
                                        near::set,
                                        each ->
                                                new Addressee(
                                                        each.name(),
                                                        near.of(each),
                                                        Topics.resultOf(near.set(each)),
                                                        false)));
        byName = downlinks.stream().collect(toUnmodifiableMap(Downlink::name, Function.identity()));
        queue = new CommandQueue(MOST_WAITING / Math.max(1, downlinks.size()), WakeSignal.real());
        this.far = requireNonNull(far, "far");
        this.standing = requireNonNull(standing, "standing");
        answers = new Answers(publisher, "downlink");
        expiry = new Expiry(clock, ticks);
        pending = new PendingDownlinks(ticks);
        answered = new Answered(ticks, downlinks.stream().map(Downlink::name).toList());
    }

    /** Whether commands for one of them come on that topic. */
    public boolean isTheirs(String topic) {
        return bySetTopic.containsKey(topic);
    }

    /** There is a way to them. */
    public void up(PublishChannel way) {
        uplink = Optional.of(way);
    }

    /** There is none. */
    public void down() {
        uplink = Optional.empty();
    }

    /** From now on every command is answered with shutting-down. */
    public void refuse() {
        refusing = true;
    }

    /** Downlinks that were handed over. */
    public long accepted() {
        return answers.accepted();
    }

    /** Commands that were refused, for whatever reason. */
    public long refused() {
        return answers.refused();
    }

    /**
     * Keeps a command until {@link #handle} is called. Any thread; does not block.
     *
     * @param payload empty: it was too large to be kept
     * @param qos at which it was delivered
     * @param retained whether it is a copy that the broker had stored
     */
    public void put(String topic, Optional<byte[]> payload, int qos, boolean retained) {
        Addressee addressee = requireNonNull(bySetTopic.get(topic), topic);
        // Empty is somebody clearing the stored copy.
        if (payload.filter(bytes -> bytes.length == 0).isPresent()) {
            return;
        }
        queue.add(
                        payload.map(bytes -> Incoming.of(addressee, bytes, qos, retained))
                                .orElseGet(() -> Incoming.tooLarge(addressee, qos, retained)))
                .forEach(this::overtaken);
    }

    /** Whether more commands should not come yet. Any thread. */
    public boolean isBehind() {
        return queue.isBehind();
    }

    /** Sends or refuses what was kept, and answers it. For one thread; does not block. */
    public void handle() throws InterruptedException {
        Optional<Incoming> next = queue.take(Duration.ZERO);
        while (next.isPresent()) {
            handle(next.get());
            next = queue.take(Duration.ZERO);
        }
        tellTaken();
        pending.overdue().forEach(this::tell);
        answers.giveJoint();
    }

    /** The network says something of a downlink. The thread of {@link #handle}. */
    public void report(String kind, byte[] payload) {
        DownlinkReport.read(kind, payload).flatMap(pending::heard).ifPresent(this::tell);
    }

    private void tell(PendingDownlinks.News news) {
        Incoming incoming = news.incoming();
        if (news.first() && news.how().stage() != Stage.FAILED) {
            keep(incoming, news.how().on());
        }
        answers.tell(incoming, news.how(), news.first());
    }

    private void keep(Incoming incoming, boolean on) {
        String name = incoming.addressee().name();
        incoming.id().ifPresent(id -> answered.keep(name, id, new Accepted(on, Optional.empty())));
    }

    private void handle(Incoming incoming) {
        Optional<Refused> refusal = refusal(incoming);
        String name = incoming.addressee().name();
        Optional<Answer> before = incoming.id().flatMap(id -> answered.answer(name, id));
        if (refusal.isPresent()) {
            answers.give(incoming, refusal.get());
        } else if (pending.isUnderWay(incoming)) {
            // Of one of which nothing was said yet, the answer will come: it has the same id.
            pending.last(incoming).ifPresent(last -> answers.repeat(incoming, last));
        } else if (before.isPresent()) {
            answers.repeat(incoming, before.get());
        } else {
            decide(incoming).ifPresent(no -> answers.give(incoming, no));
        }
    }

    private void overtaken(Incoming incoming) {
        Optional<Refused> refusal = refusal(incoming);
        if (refusal.isEmpty() && incoming.isSafe()) {
            answers.unanswered(incoming);
        } else {
            answers.give(
                    incoming,
                    refusal.orElseGet(
                            () ->
                                    new Refused(
                                            Refusal.BUSY,
                                            "newer commands for it came faster than they could be"
                                                    + " sent")));
        }
    }

    private Optional<Refused> refusal(Incoming incoming) {
        return refusing
                ? Optional.of(new Refused(Refusal.SHUTTING_DOWN, "the program is stopping"))
                : incoming.refusal(standing.get());
    }

    /** Hands it over; gives why it was not. What was not handed over may come again. */
    private Optional<Refused> decide(Incoming incoming) {
        String name = incoming.addressee().name();
        Parsed parsed = incoming.parsed();
        Optional<Refused> refusal = refusal(parsed);
        if (refusal.isPresent()) {
            return refusal;
        }
        boolean mayWait = incoming.isSafe() || parsed.id().isEmpty() || answered.hasRoom(name);
        if (!mayWait) {
            return Optional.of(new Refused(Refusal.BUSY, NO_ROOM));
        }
        if (!pending.hasRoom()) {
            return Optional.of(new Refused(Refusal.BUSY, UNDER_WAY));
        }
        return send(requireNonNull(byName.get(name), name), incoming);
    }

    private Optional<Refused> refusal(Parsed parsed) {
        return parsed instanceof Order order && order.command() instanceof Command.Switch
                ? expiry.refusal(order)
                : Optional.of(
                        new Refused(
                                Refusal.MALFORMED,
                                "a LoRaWAN device cannot be asked how it is, nor told when to end,"
                                        + " expected ON or OFF"));
    }

    private Optional<Refused> send(Downlink downlink, Incoming incoming) {
        boolean on =
                incoming.parsed() instanceof Order order
                        && order.command() instanceof Command.Switch to
                        && to.on();
        String id = UUID.randomUUID().toString();
        Message message = DownlinkFrame.message(far, downlink, on, id);
        boolean sent = uplink.filter(way -> way.publish(message, () -> taken.add(id))).isPresent();
        if (!sent) {
            return Optional.of(
                    new Refused(Refusal.OUTPUT_FAULT, "there is no connection to the network now"));
        }
        pending.add(id, incoming, on);
        return Optional.empty();
    }

    /** ChirpStack says nothing until a gateway has it: its broker has it. */
    private void tellTaken() {
        String id = taken.poll();
        while (id != null) {
            if (far instanceof ChirpStackTopics) {
                pending.heard(new DownlinkReport(List.of(id), Stage.QUEUED, ""))
                        .ifPresent(this::tell);
            }
            id = taken.poll();
        }
    }
}
