package meetpost.agent.input;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import meetpost.agent.publish.Publisher;
import meetpost.agent.settings.InputSettings;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.Topics;
import meetpost.agent.worker.Work;
import meetpost.agent.worker.Worker;
import meetpost.drivers.bus.Board;
import meetpost.drivers.bus.InputLine;
import meetpost.drivers.bus.InputPin;
import meetpost.drivers.input.DigitalInput;
import org.tinylog.Logger;

/**
 * Watches one input on a thread of its own and publishes what it is: at the start, and at each
 * change that lasted for the debounce time, and what somebody does with one that is a button. A
 * line that fails is logged, and tried again each second.
 */
public final class InputWatch implements AutoCloseable {

    /** An edge that was missed shows after this at the latest. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final Board board;
    private final Publisher publisher;
    private final String topic;
    private final String events;
    private final Ticks ticks;
    private final Worker worker;

    private volatile InputSettings settings;
    private Optional<InputPin> pin = Optional.empty();
    private boolean failing;

    /**
     * Takes no line yet.
     *
     * @param ticks of the board
     */
    public InputWatch(
            InputSettings settings, Board board, Publisher publisher, Topics topics, Ticks ticks) {
        this.settings = settings;
        this.board = board;
        this.publisher = publisher;
        this.topic = topics.state(settings);
        this.events = topics.event(settings);
        this.ticks = requireNonNull(ticks, "ticks");
        this.worker = new Worker("input-" + settings.name(), Ticks.REAL, new Watching());
    }

    /** Takes the line and watches it from now on. */
    public void start() {
        worker.start();
    }

    /** From now on, or half a second later, the line is read by other settings. */
    public void settings(InputSettings others) {
        settings = others;
    }

    /** Ends the thread, and waits for that for a second at most. The board releases the line. */
    @Override
    public void close() {
        worker.interrupt();
        try {
            if (worker.isStarted() && !worker.join(CLOSING)) {
                Logger.error("{}: the line does not answer, not waiting for it", settings.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Watching implements Work {

        @Override
        public void begin() throws InterruptedException {
            ticks.enter();
        }

        @Override
        public void turn() throws InterruptedException {
            try {
                watch();
            } catch (IOException | RuntimeException e) {
                failed(e);
                ticks.until(ticks.now() + RETRY.toNanos());
            }
        }
    }

    /** Until closed, or until the settings are others. */
    private void watch() throws IOException, InterruptedException {
        InputSettings now = settings;
        DigitalInput input = new DigitalInput(pin(), now.activeHigh(), now.debounce());
        var delay = new OffDelay(now.offDelay(), input.on());
        var presses = new Presses(input.on());
        publish(input.on());
        recovered(input.on());
        while (!worker.isEnding() && settings.equals(now)) {
            Optional<Boolean> change = input.awaitChange(bound(delay.next(), presses.next()));
            long tick = ticks.now();
            change.flatMap(on -> delay.changed(on, tick))
                    .or(() -> delay.due(tick))
                    .ifPresent(this::changed);
            if (now.events()) {
                change.flatMap(on -> presses.changed(on, tick))
                        .or(() -> presses.due(tick))
                        .ifPresent(this::pressed);
            }
        }
    }

    /** No longer than until one of them has something to say. */
    private Duration bound(OptionalLong... ends) {
        Duration bound = ticks.span(LOOK);
        for (OptionalLong end : ends) {
            if (end.isPresent()) {
                Duration left = Duration.ofNanos(Math.max(1, end.getAsLong() - ticks.now()));
                bound = left.compareTo(bound) < 0 ? left : bound;
            }
        }
        return bound;
    }

    private void changed(boolean on) {
        publish(on);
        Logger.info("{}: {}", settings.name(), word(on));
    }

    private void pressed(Press press) {
        publisher.event(events, press.text());
        Logger.info("{}: {}", settings.name(), press.text());
    }

    /** A line is asked for once; later only its level is. */
    private InputPin pin() throws IOException {
        if (pin.isEmpty()) {
            pin =
                    Optional.of(
                            board.input(
                                    new InputLine(
                                            settings.name(), settings.gpio(), settings.pull())));
        }
        return pin.get();
    }

    private void publish(boolean on) {
        publisher.state(topic, word(on), settings.qos());
    }

    private void failed(Exception e) {
        if (!failing) {
            Logger.error(
                    "{}: GPIO {} cannot be read, will try again: {}",
                    settings.name(),
                    settings.gpio(),
                    e instanceof IOException ? e.getMessage() : e.toString());
        }
        failing = true;
    }

    private void recovered(boolean on) {
        if (failing) {
            Logger.info("{}: can be read again, {}", settings.name(), word(on));
        }
        failing = false;
    }

    private static String word(boolean on) {
        return on ? "ON" : "OFF";
    }
}
