package meetpost.drivers.pi4j;

import com.pi4j.io.gpio.digital.DigitalInput;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import meetpost.drivers.bus.Edge;
import meetpost.drivers.bus.EdgePin;
import meetpost.drivers.bus.InputLine;
import meetpost.drivers.bus.WakeSignal;

/** An input line over Pi4J whose edges wait in order until they are asked for. */
final class Pi4jEdgePin implements EdgePin {

    private final InputLine line;
    private final DigitalInput input;
    private final WakeSignal came;
    private final ConcurrentLinkedQueue<Edge> edges = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean overflown;

    Pi4jEdgePin(InputLine line, DigitalInput input, WakeSignal came) {
        this.line = line;
        this.input = input;
        this.came = came;
        input.addListener(
                event -> {
                    if (event instanceof EdgeEvent known) {
                        add(known.edge());
                    }
                });
    }

    @Override
    public boolean high() throws IOException {
        return Failures.level(
                line.gpio(), line.name(), Failures.gpio(line.gpio(), line.name(), input::state));
    }

    @Override
    public Optional<Edge> next(Duration bound) throws InterruptedException {
        Optional<Edge> edge = Optional.ofNullable(edges.poll());
        if (edge.isEmpty() && came.await(bound)) {
            edge = Optional.ofNullable(edges.poll());
        }
        edge.ifPresent(taken -> waiting.decrementAndGet());
        return edge;
    }

    private void add(Edge edge) {
        if (waiting.get() >= WAITING) {
            overflown = true;
            return;
        }
        waiting.incrementAndGet();
        edges.add(overflown ? new Edge(edge.tick(), edge.high(), true) : edge);
        overflown = false;
        came.raise();
    }
}
