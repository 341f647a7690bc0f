package meetpost.drivers.sensor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import meetpost.drivers.bus.BusException;

/** Reads several channels of a device of the kernel, each of which may fail by itself. */
final class KernelValues {

    private KernelValues() {}

    /** How one channel is read, in the kernel's unit. */
    @FunctionalInterface
    interface Reader {

        double read(KernelChannel channel) throws IOException;
    }

    /**
     * What all of them measure.
     *
     * @throws IOException of the first, where all have failed; at once where the device is gone
     */
    static Sensed sense(List<KernelChannel> channels, Reader reader) throws IOException {
        List<Measurement> measured = new ArrayList<>();
        List<Sensed.Failure> failed = new ArrayList<>();
        List<IOException> thrown = new ArrayList<>();
        for (KernelChannel channel : channels) {
            try {
                measured.add(measured(channel, reader.read(channel)));
            } catch (BusException e) {
                if (e.kind() != BusException.Kind.BUS) {
                    throw e;
                }
                thrown.add(e);
                // The kernel's own checksum, or a conversion that was lost: the next may be good.
                failed.add(
                        new Sensed.Failure(
                                channel.quantity(),
                                SensorException.Kind.CORRUPT,
                                String.valueOf(e.getMessage())));
            } catch (SensorException e) {
                thrown.add(e);
                failed.add(
                        new Sensed.Failure(
                                channel.quantity(), e.kind(), String.valueOf(e.getMessage())));
            }
        }
        if (measured.isEmpty()) {
            throw thrown.get(0);
        }
        return new Sensed(measured, failed);
    }

    private static Measurement measured(KernelChannel channel, double raw) throws SensorException {
        ChannelType type = channel.type();
        double value = raw * type.factor();
        if (value < type.low() || value > type.high()) {
            throw new SensorException(
                    SensorException.Kind.CORRUPT,
                    "%s gives %s %s, expected %s to %s"
                            .formatted(
                                    channel.name(),
                                    value,
                                    type.quantity().unit(),
                                    type.low(),
                                    type.high()));
        }
        return new Measurement(type.quantity(), value);
    }
}
