package meetpost.drivers.pi4j;

import com.pi4j.exception.InitializeException;
import com.pi4j.library.gpiod.internal.GpioDException;
import com.pi4j.library.gpiod.internal.GpioLine;

/** Requests a line and names its holder where it has one. */
final class GpiodRequests {

    private GpiodRequests() {}

    static void request(GpioLine line, Runnable request) throws InitializeException {
        try {
            line.update();
            if (line.isUsed()) {
                throw new InitializeException(
                        "in use by the kernel or by another program, as \""
                                + line.getConsumer()
                                + '"');
            }
            request.run();
        } catch (GpioDException e) {
            throw new InitializeException(e);
        }
    }
}
