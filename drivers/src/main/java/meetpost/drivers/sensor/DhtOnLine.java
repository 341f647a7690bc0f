package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.KernelLine;
import meetpost.drivers.bus.Pause;

/**
 * A DHT on one line, read by the kernel's driver {@code dht11}, which knows the parts of this
 * family apart by what they say.
 *
 * <p>The kernel takes the time between edges, and loses one when it is busy: then a reading is lost
 * and asked for again, as often as {@link #TRIES}.
 */
final class DhtOnLine {

    private static final int TRIES = 3;

    /** Aosong DHT22 product manual, section 7: the interval must be at least 2 s. */
    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private static final String DEVICE = "dht11";

    private final String part;
    private final KernelLine line;
    private final Pause pause;
    private final List<KernelChannel> channels;
    private final KernelDirectory directory;

    /**
     * Finds it.
     *
     * @param part for people: {@code DHT22}
     * @throws IOException if the kernel has none on that line
     */
    DhtOnLine(String part, KernelLine line, Pause pause, double coldest, double warmest)
            throws IOException {
        this.part = part;
        this.line = line;
        this.pause = pause;
        this.channels =
                List.of(
                        new KernelChannel(
                                "temp", new ChannelType(TEMPERATURE, 0.001, coldest, warmest)),
                        new KernelChannel(
                                "humidityrelative",
                                new ChannelType(RELATIVE_HUMIDITY, 0.001, 0, 100)));
        this.directory = find();
    }

    Sensed sense() throws IOException, InterruptedException {
        directory.check();
        List<Double> values = values();
        return KernelValues.sense(channels, channel -> values.get(channels.indexOf(channel)));
    }

    /** In the kernel's units. The kernel keeps a measurement for 2 s: both are of the same one. */
    private List<Double> values() throws IOException, InterruptedException {
        for (int tried = 1; ; tried++) {
            List<Double> values = new ArrayList<>();
            try {
                for (KernelChannel channel : channels) {
                    values.add(directory.number("in_" + channel.name() + "_input"));
                }
                return values;
            } catch (BusException e) {
                if (e.kind() != BusException.Kind.BUS) {
                    throw e;
                }
                if (tried == TRIES) {
                    throw silent(e);
                }
                pause.of(BETWEEN);
            }
        }
    }

    private BusException silent(BusException last) {
        return new BusException(
                BusException.Kind.NO_ANSWER,
                "%s times in a row the %s on GPIO %s did not answer, or not completely: is its data line there, with 10 kΩ to 3.3 V? (%s)"
                        .formatted(TRIES, part, line.gpio(), last.getMessage()),
                last);
    }

    private KernelDirectory find() throws IOException {
        List<KernelDirectory> all = KernelDirectory.called(line.kernel(), KernelClass.IIO, DEVICE);
        Optional<KernelDirectory> own = named(all, DEVICE + "@" + line.gpio());
        if (own.isPresent()) {
            return own.get();
        }
        // Older versions of the overlay call it dht11@0 whatever its line.
        Optional<KernelDirectory> old = named(all, DEVICE + "@0");
        if (old.isPresent() && all.size() == 1) {
            return old.get();
        }
        List<String> others = all.stream().map(KernelDirectory::shown).toList();
        throw new BusException(
                BusException.Kind.NO_ANSWER,
                "the kernel has no %s on GPIO %s%s%s"
                        .formatted(
                                part,
                                line.gpio(),
                                others.isEmpty() ? "" : ", it has " + String.join(", ", others),
                                KernelPart.advice(DEVICE + ",gpiopin=" + line.gpio())));
    }

    private static Optional<KernelDirectory> named(List<KernelDirectory> all, String name) {
        return all.stream().filter(each -> each.shown().equals(name)).findFirst();
    }
}
