package meetpost.agent.notify;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import meetpost.agent.settings.ChannelSettings;
import meetpost.agent.settings.HeartbeatSettings;
import meetpost.agent.settings.NotifySettings;
import meetpost.agent.time.FirstRelease;
import meetpost.agent.time.Ticks;
import meetpost.agent.worker.Work;
import meetpost.agent.worker.Worker;
import meetpost.drivers.bus.WakeSignal;
import org.tinylog.Logger;

/**
 * Tells people of alarms, and a dead man's switch that all is well, on a thread of its own: what
 * answers slowly keeps nobody but the other channels waiting. What is untold is one entry for each
 * alarm and channel. {@link #hear} and {@link #problems} are safe for use by several threads and do
 * not block.
 */
public final class NotifyDesk implements AutoCloseable {

    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final List<Channel> channels = new ArrayList<>();
    private final List<Heartbeat> heartbeats = new ArrayList<>();
    private final Letters letters;
    private final BooleanSupplier isWell;
    private final Ticks ticks;
    private final Clock clock;
    private final WakeSignal wake = WakeSignal.real();
    private final Worker worker = new Worker("notify", Ticks.REAL, new Turns());

    /** What goes out. */
    interface Letters {

        /** Blocks. */
        void send(ChannelSettings channel, Notice notice) throws IOException, InterruptedException;

        /** Blocks. */
        void beat(URI url) throws IOException, InterruptedException;
    }

    private static final class Channel {

        final ChannelSettings settings;
        final Conversation conversation;
        volatile Optional<String> problem = Optional.empty();

        Channel(ChannelSettings settings, Conversation conversation) {
            this.settings = settings;
            this.conversation = conversation;
        }
    }

    private static final class Heartbeat {

        final HeartbeatSettings settings;
        long next;
        boolean failed;

        Heartbeat(HeartbeatSettings settings, long first) {
            this.settings = settings;
            this.next = first;
        }
    }

    /**
     * Sends nothing yet.
     *
     * @param board for people
     * @param zone of quiet times
     * @param isWell whether there is nothing in {@code /health}; may block for a few seconds
     */
    public NotifyDesk(
            NotifySettings settings,
            String board,
            ZoneId zone,
            BooleanSupplier isWell,
            Ticks ticks,
            Clock clock) {
        this(settings, board, zone, isWell, ticks, clock, overHttp());
    }

    NotifyDesk(
            NotifySettings settings,
            String board,
            ZoneId zone,
            BooleanSupplier isWell,
            Ticks ticks,
            Clock clock,
            Letters letters) {
        this.isWell = requireNonNull(isWell, "isWell");
        this.ticks = requireNonNull(ticks, "ticks");
        this.clock = requireNonNull(clock, "clock");
        this.letters = requireNonNull(letters, "letters");
        long now = ticks.now();
        for (ChannelSettings each : settings.channels()) {
            channels.add(new Channel(each, new Conversation(board, each.manners(), zone, now)));
        }
        settings.heartbeats()
                .forEach(each -> heartbeats.add(new Heartbeat(each, now + each.every().toNanos())));
    }

    private static Letters overHttp() {
        var http = new HttpCall();
        var sender = new Sender(http);
        return new Letters() {
            @Override
            public void send(ChannelSettings channel, Notice notice)
                    throws IOException, InterruptedException {
                sender.send(channel.service(), notice);
            }

            @Override
            public void beat(URI url) throws IOException, InterruptedException {
                http.get(url);
            }
        };
    }

    public void start() {
        worker.start();
    }

    /** An alarm has changed that is to be told on these channels. */
    public void hear(List<String> names, AlarmNews news) {
        for (Channel each : channels) {
            if (names.contains(each.settings.name())) {
                synchronized (each.conversation) {
                    each.conversation.hear(news);
                }
            }
        }
        wake.raise();
    }

    /** What does not get through, in words. */
    public List<String> problems() {
        return channels.stream().flatMap(each -> each.problem.stream()).toList();
    }

    /** Sends what is due; for the desk's own thread, or for a test that starts none. */
    void look() throws InterruptedException {
        for (Channel each : channels) {
            look(each);
        }
        for (Heartbeat each : heartbeats) {
            look(each);
        }
    }

    private void look(Channel channel) throws InterruptedException {
        Optional<Notice> due;
        synchronized (channel.conversation) {
            due = channel.conversation.due(ticks.now(), calendar());
        }
        if (due.isEmpty()) {
            return;
        }
        Optional<String> trouble = Optional.empty();
        try {
            letters.send(channel.settings, due.get());
        } catch (IOException e) {
            trouble = Optional.of(String.valueOf(e.getMessage()));
        }
        synchronized (channel.conversation) {
            if (trouble.isPresent()) {
                channel.conversation.failed(ticks.now());
            } else {
                channel.conversation.sent(ticks.now());
            }
        }
        tell(channel, trouble);
    }

    private static void tell(Channel channel, Optional<String> trouble) {
        String name = channel.settings.name();
        if (trouble.isPresent() && channel.problem.isEmpty()) {
            Logger.warn("notify {}: {}", name, trouble.get());
        } else if (trouble.isEmpty() && channel.problem.isPresent()) {
            Logger.info("notify {}: gets through again", name);
        }
        channel.problem = trouble.map(text -> "notify " + name + ": " + text);
    }

    private Optional<Instant> calendar() {
        Instant now = clock.instant();
        return FirstRelease.isAfter(now) ? Optional.empty() : Optional.of(now);
    }

    private void look(Heartbeat heartbeat) throws InterruptedException {
        long now = ticks.now();
        if (now - heartbeat.next < 0) {
            return;
        }
        heartbeat.next = now + heartbeat.settings.every().toNanos();
        if (!isWell.getAsBoolean()) {
            return;
        }
        try {
            letters.beat(URI.create(heartbeat.settings.url().value()));
            heartbeat.failed = false;
        } catch (IOException e) {
            if (!heartbeat.failed) {
                Logger.warn("notify {}: {}", heartbeat.settings.name(), e.getMessage());
            }
            heartbeat.failed = true;
        }
    }

    private final class Turns implements Work {

        @Override
        public void turn() throws InterruptedException {
            // Woken for whatever reason, it looks.
            boolean unused = wake.await(TURN);
            look();
        }
    }

    /** Ends the thread; what it sends at that moment is given up. */
    @Override
    public void close() {
        worker.interrupt();
        try {
            if (worker.isStarted() && !worker.join(CLOSING)) {
                Logger.error("notify: the thread does not end, not waiting for it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
