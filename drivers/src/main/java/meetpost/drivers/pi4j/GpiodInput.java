package meetpost.drivers.pi4j;

import com.pi4j.context.Context;
import com.pi4j.exception.InitializeException;
import com.pi4j.exception.ShutdownException;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeListener;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.library.gpiod.internal.GpioDContext;
import com.pi4j.library.gpiod.internal.GpioDException;
import com.pi4j.library.gpiod.internal.GpioLine;
import com.pi4j.library.gpiod.internal.GpioLineEvent;
import com.pi4j.library.gpiod.internal.LineEvent;
import com.pi4j.library.gpiod.internal.LineRequestFlag;
import java.time.Duration;
import meetpost.drivers.bus.Edge;

/**
 * An input whose thread sleeps in the kernel until there is an edge; Pi4J's own wakes up a hundred
 * times a second. The kernel keeps the edges between the request and the first listener, so the
 * first one is never missed. Debounce is not done here.
 */
final class GpiodInput extends DigitalInputBase {

    /**
     * How long the thread may fail to notice that it should stop: a native wait has no interrupt.
     */
    private static final Duration MAX_SLEEP = Duration.ofMillis(500);

    /** A signal to the process may end a wait; more in a row than this is a line that is gone. */
    private static final int MAX_FAILURES = 3;

    private final GpioLine line;
    private final Thread watcher;
    private final EventBufferFill fill = new EventBufferFill();
    private volatile boolean stopping;
    private volatile boolean gone;

    GpiodInput(GpioLine line, DigitalInputProvider provider, DigitalInputConfig config) {
        super(provider, config);
        this.line = line;
        this.watcher = new Thread(this::watch, id());
        watcher.setDaemon(true);
    }

    @Override
    public DigitalInput initialize(Context context) throws InitializeException {
        int bias = bias(config.pull());
        GpiodRequests.request(line, () -> line.requestBothEdgeEventsFlags(name, bias));
        return super.initialize(context);
    }

    @Override
    public synchronized DigitalInput addListener(DigitalStateChangeListener... listeners) {
        super.addListener(listeners);
        if (watcher.getState() == Thread.State.NEW) {
            watcher.start();
        }
        return this;
    }

    @Override
    public DigitalState state() {
        if (gone) {
            throw new IOException("the line is gone");
        }
        try {
            return DigitalState.getState(line.getValue());
        } catch (GpioDException e) {
            throw new IOException(e);
        }
    }

    @Override
    public DigitalInput shutdown(Context context) throws ShutdownException {
        askToStop();
        return super.shutdown(context);
    }

    void askToStop() {
        stopping = true;
    }

    void awaitStop() {
        try {
            watcher.join(2 * MAX_SLEEP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        GpioLineEvent event = GpioDContext.getInstance().openLineEvent();
        try {
            int failures = 0;
            while (!stopping && failures < MAX_FAILURES) {
                failures = dispatched(event) ? 0 : failures + 1;
            }
            gone = !stopping;
        } finally {
            GpioDContext.getInstance().closeLineEvent(event);
        }
    }

    private boolean dispatched(GpioLineEvent event) {
        try {
            if (line.eventWait(MAX_SLEEP.toNanos())) {
                line.eventRead(event);
                boolean high = event.getType() == LineEvent.RISING_EDGE;
                long tick = event.getTimeNs();
                boolean crowded = fill.taken(tick, System.nanoTime());
                dispatch(new EdgeEvent(this, new Edge(tick, high, crowded)));
            }
            return true;
        } catch (GpioDException e) {
            return false;
        }
    }

    private static int bias(PullResistance pull) {
        return switch (pull) {
            case PULL_UP -> LineRequestFlag.BIAS_PULL_UP.getVal();
            case PULL_DOWN -> LineRequestFlag.BIAS_PULL_DOWN.getVal();
            case OFF -> LineRequestFlag.BIAS_DISABLE.getVal();
        };
    }
}
