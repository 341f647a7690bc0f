package meetpost.drivers.pi4j;

import com.pi4j.library.gpiod.internal.GpioDContext;
import com.pi4j.library.gpiod.internal.GpioLine;
import java.util.ArrayList;
import java.util.List;
import meetpost.drivers.bus.BusException;

/**
 * The gpiochip of the 40-pin header, found by its label ({@code pinctrl-rp1}, {@code
 * pinctrl-bcm2711}, …), never by number. Opened with the first line. Shared by the two providers;
 * whichever is shut down first closes it. Safe for use by several threads.
 */
final class GpiodHeader {

    private final Natives natives;
    private final List<GpiodInput> inputs = new ArrayList<>();

    GpiodHeader(Natives natives) {
        this.natives = natives;
    }

    /** A line that nobody has requested yet. */
    synchronized GpioLine line(int gpio) throws BusException {
        natives.checkGpio();
        GpioDContext.getInstance().initialize();
        return GpioDContext.getInstance().getOrOpenLine(gpio);
    }

    /** Has {@link #close} wait for this input's thread. */
    synchronized void add(GpiodInput input) {
        inputs.add(input);
    }

    /** Ends the inputs' threads, then releases every line. A second call does nothing. */
    synchronized void close() {
        inputs.forEach(GpiodInput::askToStop);
        inputs.forEach(GpiodInput::awaitStop);
        inputs.clear();
        GpioDContext.getInstance().close();
    }
}
