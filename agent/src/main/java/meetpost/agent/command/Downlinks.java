package meetpost.agent.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.grack.nanojson.JsonWriter;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import meetpost.agent.command.Answer.Accepted;
import meetpost.agent.command.Answer.Refused;
import meetpost.agent.command.Parsed.Malformed;
import meetpost.agent.command.Parsed.Order;
import meetpost.agent.mqtt.Message;
import meetpost.agent.mqtt.Publisher;
import meetpost.agent.mqtt.Topics;
import meetpost.agent.mqtt.TtnTopics;
import meetpost.agent.mqtt.Uplink;
import meetpost.agent.settings.BridgeSettings.Downlink;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/**
 * Makes downlinks of commands for outputs that are LoRaWAN devices, and answers each: one byte, 01
 * for ON and 00 for OFF. {@code accepted} says that The Things Network was given it; what the
 * device did nobody knows, so no state is published.
 *
 * <p>{@link #isTheirs}, {@link #refuse} and {@link #accepted} are for any thread, {@link #up} and
 * {@link #down} for the link's, {@link #take} for one.
 */
public final class Downlinks {

    private static final byte[] ON = {1};
    private static final byte[] OFF = {0};

    private final Map<String, Downlink> bySetTopic;
    private final TtnTopics far;
    private final Publisher publisher;
    private final Expiry expiry;
    private final Answered answered;
    private final AtomicLong accepted = new AtomicLong();
    private volatile Optional<Uplink> uplink = Optional.empty();
    private volatile boolean refusing;

    public Downlinks(
            List<Downlink> downlinks,
            Topics near,
            TtnTopics far,
            Publisher publisher,
            Ticks ticks,
            Clock clock) {
        bySetTopic = downlinks.stream().collect(toUnmodifiableMap(near::set, Function.identity()));
        this.far = requireNonNull(far, "far");
        this.publisher = requireNonNull(publisher, "publisher");
        expiry = new Expiry(clock);
        answered = new Answered(ticks, downlinks.stream().map(Downlink::name).toList());
    }

    /** Whether commands for one of them come on that topic. */
    public boolean isTheirs(String topic) {
        return bySetTopic.containsKey(topic);
    }

    /** There is a way to them. */
    public void up(Uplink way) {
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
        return accepted.get();
    }

    /**
     * Takes a command and answers it. Does not block.
     *
     * @param payload empty: it was too large to be kept
     * @param qos at which it was delivered
     * @param retained whether it is a copy that the broker had stored
     */
    public void take(String topic, Optional<byte[]> payload, int qos, boolean retained) {
        Downlink downlink = requireNonNull(bySetTopic.get(topic), topic);
        // Empty is somebody clearing the stored copy.
        if (payload.filter(bytes -> bytes.length == 0).isPresent()) {
            return;
        }
        Optional<byte[]> small = payload.filter(bytes -> bytes.length <= CommandReader.MAX_BYTES);
        Optional<Refused> unread = unread(small, retained);
        Parsed parsed =
                small.map(Incoming::parse).orElseGet(() -> new Malformed(Optional.empty(), ""));
        if (unread.isPresent()) {
            say(downlink, unread.get());
            publisher.event(Topics.resultOf(topic), unread.get().json(parsed.id()));
            return;
        }
        Optional<Answer> before = parsed.id().flatMap(id -> answered.answer(downlink.name(), id));
        Answer answer = before.orElseGet(() -> decide(downlink, parsed));
        if (before.isEmpty()) {
            say(downlink, answer);
        }
        publisher.event(Topics.resultOf(topic), answer.json(parsed.id()));
    }

    /** Why it is refused whatever it says. */
    private Optional<Refused> unread(Optional<byte[]> small, boolean retained) {
        if (refusing) {
            return Optional.of(new Refused(Refusal.SHUTTING_DOWN, "the program is stopping"));
        }
        if (retained) {
            return Optional.of(
                    new Refused(
                            Refusal.RETAINED,
                            "a stored command is not executed: send it without retain"));
        }
        return small.isEmpty()
                ? Optional.of(
                        new Refused(
                                Refusal.TOO_LARGE,
                                "expected at most " + CommandReader.MAX_BYTES + " bytes"))
                : Optional.empty();
    }

    /** What was decided about a command stays so; what was not even looked at may come again. */
    private Answer decide(Downlink downlink, Parsed parsed) {
        Optional<Refused> refusal = refusal(parsed);
        Answer answer = refusal.isPresent() ? refusal.get() : send(downlink, parsed);
        if (answer instanceof Accepted) {
            accepted.incrementAndGet();
            parsed.id().ifPresent(id -> answered.keep(downlink.name(), id, answer));
        }
        return answer;
    }

    private static void say(Downlink downlink, Answer answer) {
        if (answer instanceof Accepted done) {
            Logger.info("{}: {} (downlink)", downlink.name(), done.on() ? "ON" : "OFF");
        } else if (answer instanceof Refused refused) {
            Logger.warn(
                    "{}: command refused, {}: {}",
                    downlink.name(),
                    refused.reason().text(),
                    refused.message());
        }
    }

    private Optional<Refused> refusal(Parsed parsed) {
        if (parsed instanceof Malformed malformed) {
            return Optional.of(new Refused(Refusal.MALFORMED, malformed.message()));
        }
        return parsed instanceof Order order && order.command() instanceof Command.Switch
                ? expiry.refusal(order)
                : Optional.of(
                        new Refused(
                                Refusal.MALFORMED,
                                "a LoRaWAN device cannot be asked how it is, nor told when to end,"
                                        + " expected ON or OFF"));
    }

    private Answer send(Downlink downlink, Parsed parsed) {
        boolean on =
                parsed instanceof Order order
                        && order.command() instanceof Command.Switch to
                        && to.on();
        String payload =
                JsonWriter.string()
                        .object()
                        .array("downlinks")
                        .object()
                        .value("f_port", downlink.port())
                        .value("frm_payload", Base64.getEncoder().encodeToString(on ? ON : OFF))
                        .value("priority", "NORMAL")
                        .end()
                        .end()
                        .end()
                        .done();
        var message = Message.of(far.push(downlink.device()), payload.getBytes(UTF_8), 0, false);
        boolean sent = uplink.filter(way -> way.publish(message, () -> {})).isPresent();
        return sent
                ? new Accepted(on, Optional.empty())
                : new Refused(
                        Refusal.OUTPUT_FAULT, "there is no connection to The Things Network now");
    }
}
