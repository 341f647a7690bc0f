package meetpost.drivers.pi4j;

import com.pi4j.context.Context;
import com.pi4j.exception.ShutdownException;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import meetpost.drivers.bus.BusException;

/** Inputs over the kernel's character device that sleep until there is an edge. */
final class GpiodInputProvider extends DigitalInputProviderBase {

    static final String ID = "meetpost-gpiod-input";

    private final GpiodHeader header;

    GpiodInputProvider(GpiodHeader header) {
        super(ID, ID);
        this.header = header;
    }

    @Override
    public DigitalInput create(DigitalInputConfig config) {
        try {
            var input = new GpiodInput(header.line(config.address()), this, config);
            context.registry().add(input);
            header.add(input);
            return input;
        } catch (BusException e) {
            throw new IOException(e);
        }
    }

    @Override
    public DigitalInputProvider shutdown(Context context) throws ShutdownException {
        header.close();
        return super.shutdown(context);
    }
}
