package meetpost.drivers.pi4j;

import com.pi4j.context.Context;
import com.pi4j.exception.ShutdownException;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import meetpost.drivers.bus.BusException;

/** Outputs over the kernel's character device that know their level from the kernel. */
final class GpiodOutputProvider extends DigitalOutputProviderBase {

    static final String ID = "meetpost-gpiod-output";

    private final GpiodHeader header;

    GpiodOutputProvider(GpiodHeader header) {
        super(ID, ID);
        this.header = header;
    }

    @Override
    public DigitalOutput create(DigitalOutputConfig config) {
        try {
            var output = new GpiodOutput(header.line(config.address()), this, config);
            context.registry().add(output);
            return output;
        } catch (BusException e) {
            throw new IOException(e);
        }
    }

    @Override
    public DigitalOutputProvider shutdown(Context context) throws ShutdownException {
        header.close();
        return super.shutdown(context);
    }
}
