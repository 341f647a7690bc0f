package meetpost.drivers.pi4j;

import com.pi4j.context.Context;
import com.pi4j.exception.InitializeException;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.library.gpiod.internal.GpioDException;
import com.pi4j.library.gpiod.internal.GpioLine;

/**
 * An output whose request carries its initial level, so that the line never has another one, and
 * whose state is the kernel's. Pi4J's own output remembers what it was told.
 */
final class GpiodOutput extends DigitalOutputBase {

    private final GpioLine line;

    GpiodOutput(GpioLine line, DigitalOutputProvider provider, DigitalOutputConfig config) {
        super(provider, config);
        this.line = line;
    }

    @Override
    public DigitalOutput initialize(Context context) throws InitializeException {
        if (config.initialState() == null) {
            throw new InitializeException(id + " has no initial level");
        }
        GpiodRequests.request(
                line, () -> line.requestOutput(name, config.initialState().value().intValue()));
        return super.initialize(context);
    }

    @Override
    public DigitalOutput state(DigitalState state) throws IOException {
        try {
            line.setValue(state.value().intValue());
        } catch (GpioDException e) {
            throw new IOException(e);
        }
        return super.state(state);
    }

    @Override
    public DigitalState state() {
        try {
            return DigitalState.getState(line.getValue());
        } catch (GpioDException e) {
            throw new IOException(e);
        }
    }
}
