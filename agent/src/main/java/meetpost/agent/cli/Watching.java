package meetpost.agent.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import meetpost.agent.link.LinkListener;
import meetpost.agent.link.LinkProblem;
import meetpost.agent.link.PublishChannel;
import meetpost.agent.process.StopSignal;
import meetpost.agent.time.Ticks;
import meetpost.agent.watch.Values;

/** A link whose messages are looked at. Any thread. */
final class Watching implements LinkListener {

    private static final Duration LOOK = Duration.ofMillis(50);

    private final Values values;
    private final Consumer<String> lines;
    private final CountDownLatch first = new CountDownLatch(1);
    private volatile boolean linked;
    private volatile Optional<LinkProblem> problem = Optional.empty();

    /**
     * @param lines is told of each message, as a line
     */
    Watching(Values values, Consumer<String> lines) {
        this.values = values;
        this.lines = lines;
    }

    /** Whether a session stood within {@code max}. Blocks until then, or until it is to stop. */
    boolean awaitFirst(Duration max, StopSignal stop) throws InterruptedException {
        long end = Ticks.REAL.now() + max.toNanos();
        while (first.getCount() > 0 && Ticks.REAL.now() < end && !stop.await(LOOK)) {
            // Both are looked at in turn.
        }
        return first.getCount() == 0;
    }

    /** How the link is, in words; empty: well. */
    String problem() {
        return linked ? "" : problem.map(LinkProblem::sentence).orElse("connecting again");
    }

    @Override
    public void up(PublishChannel uplink) {
        linked = true;
        problem = Optional.empty();
        first.countDown();
    }

    @Override
    public void down() {
        linked = false;
    }

    @Override
    public void problem(LinkProblem why) {
        problem = Optional.of(why);
    }

    @Override
    public void message(String topic, byte[] payload, int qos, boolean retained) {
        values.add(topic, payload, retained, Ticks.REAL.now());
        lines.accept(values.line(topic, payload));
    }

    @Override
    public void tooLarge(String topic, int qos, boolean retained) {}

    @Override
    public boolean isBehind() {
        return false;
    }
}
