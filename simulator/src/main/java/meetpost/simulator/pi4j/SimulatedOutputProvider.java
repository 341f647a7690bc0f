package meetpost.simulator.pi4j;

import static java.util.Objects.requireNonNull;

import com.pi4j.context.Context;
import com.pi4j.exception.InitializeException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;
import java.io.IOException;
import meetpost.simulator.bus.SimulatedPins;

/** Gives Pi4J programs simulated lines as outputs. */
public final class SimulatedOutputProvider extends DigitalOutputProviderBase {

    /** For {@code DigitalOutputConfigBuilder.provider}. */
    public static final String ID = "simulated-digital-output";

    private final SimulatedPins pins;

    /** For these lines. */
    public SimulatedOutputProvider(SimulatedPins pins) {
        super(ID, "Meetpost simulated outputs");
        this.pins = requireNonNull(pins, "pins");
    }

    @Override
    public int getPriority() {
        return SimulatedPlatform.PRIORITY;
    }

    @Override
    public DigitalOutput create(DigitalOutputConfig config) {
        var output = new Output(this, config, pins);
        context.registry().add(output);
        return output;
    }

    /** An output that reads back what is on the line. */
    private static final class Output extends DigitalOutputBase {

        private final SimulatedPins pins;

        private Output(
                DigitalOutputProvider provider, DigitalOutputConfig config, SimulatedPins pins) {
            super(provider, config);
            this.pins = pins;
        }

        @Override
        public DigitalOutput initialize(Context context) throws InitializeException {
            int gpio = config().address();
            try {
                pins.takeOutput(gpio, config().initialState() == DigitalState.HIGH);
            } catch (IOException e) {
                throw new InitializeException("Failed to initialize output " + id(), e);
            }
            SimulatedPlatform.atShutdown(context, () -> pins.release(gpio));
            return super.initialize(context);
        }

        @Override
        public DigitalOutput state(DigitalState state) throws com.pi4j.io.exception.IOException {
            pins.drive(config().address(), state == DigitalState.HIGH);
            return super.state(state);
        }

        @Override
        public DigitalState state() {
            return DigitalState.getState(pins.high(config().address()));
        }
    }
}
