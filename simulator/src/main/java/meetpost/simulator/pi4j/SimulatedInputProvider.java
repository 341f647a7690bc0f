package meetpost.simulator.pi4j;

import static java.util.Objects.requireNonNull;

import com.pi4j.context.Context;
import com.pi4j.exception.InitializeException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import java.io.IOException;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.Edge;
import meetpost.drivers.bus.Pull;
import meetpost.drivers.pi4j.EdgeEvent;
import meetpost.simulator.bus.SimulatedPins;

/**
 * Gives Pi4J programs simulated lines as inputs. A simulated contact does not bounce: every change
 * of level is an event, whatever {@code debounce} says, on the thread that changed the level.
 */
public final class SimulatedInputProvider extends DigitalInputProviderBase {

    /** For {@code DigitalInputConfigBuilder.provider}. */
    public static final String ID = "simulated-digital-input";

    private final SimulatedPins pins;
    private final Ticks ticks;

    /**
     * For these lines.
     *
     * @param ticks of the edges
     */
    public SimulatedInputProvider(SimulatedPins pins, Ticks ticks) {
        super(ID, "Meetpost simulated inputs");
        this.pins = requireNonNull(pins, "pins");
        this.ticks = requireNonNull(ticks, "ticks");
    }

    @Override
    public int getPriority() {
        return SimulatedPlatform.PRIORITY;
    }

    @Override
    public DigitalInput create(DigitalInputConfig config) {
        var input = new Input(this, config, pins, ticks);
        context.registry().add(input);
        return input;
    }

    /** An input line that is held. */
    private static final class Input extends DigitalInputBase {

        private final SimulatedPins pins;
        private final Ticks ticks;

        private Input(
                DigitalInputProvider provider,
                DigitalInputConfig config,
                SimulatedPins pins,
                Ticks ticks) {
            super(provider, config);
            this.pins = pins;
            this.ticks = ticks;
        }

        @Override
        public DigitalInput initialize(Context context) throws InitializeException {
            int gpio = config().address();
            try {
                pins.takeInput(gpio, pull(config().pull()));
            } catch (IOException e) {
                throw new InitializeException("Failed to initialize input " + id(), e);
            }
            pins.listen((line, high) -> tell(gpio, line, high));
            SimulatedPlatform.atShutdown(context, () -> pins.release(gpio));
            return super.initialize(context);
        }

        @Override
        public DigitalState state() {
            return DigitalState.getState(pins.high(config().address()));
        }

        private void tell(int gpio, int changed, boolean high) {
            if (changed == gpio && pins.use(gpio) == SimulatedPins.Use.INPUT) {
                dispatch(new EdgeEvent(this, new Edge(ticks.now(), high, false)));
            }
        }

        private static Pull pull(PullResistance resistance) {
            return switch (resistance) {
                case PULL_UP -> Pull.UP;
                case PULL_DOWN -> Pull.DOWN;
                case OFF -> Pull.NONE;
            };
        }
    }
}
