package meetpost.simulator.fleet;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import meetpost.agent.process.StopSignal;
import meetpost.agent.time.Ticks;

/**
 * A fleet against a broker, from the first connection to the last word. Used by one thread, once.
 */
final class Fleet {

    /** As many connections are opened at a time: a listen queue is not endless. */
    private static final int AT_A_TIME = 50;

    private static final int MOST_OBSERVERS = 4;
    private static final int MOST_CUT = 10;

    /** A device is switched about as often as somebody touches a switch. */
    private static final Duration SWITCHED = Duration.ofMinutes(1);

    private static final Duration CONNECTING = Duration.ofSeconds(60);
    private static final Duration ARRIVING = Duration.ofSeconds(10);

    /** For each step of the end, when somebody waits for it. */
    private static final Duration HASTE = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofMillis(20);

    private final Shape shape;
    private final Ways ways;
    private final StopSignal stop;
    private final Ledger ledger;
    private final Tally tally = new Tally();
    private final Progress progress;
    private final Latencies readings = new Latencies();
    private final Latencies commands = new Latencies();
    private final List<Device> devices = new ArrayList<>();
    private final List<Observer> observers = new ArrayList<>();

    /**
     * @param out where it says how far it is
     */
    Fleet(Shape shape, Ways ways, StopSignal stop, PrintStream out) {
        this.shape = requireNonNull(shape, "shape");
        this.ways = requireNonNull(ways, "ways");
        this.stop = requireNonNull(stop, "stop");
        this.ledger = new Ledger(Math.max(1, shape.devices() * shape.sensors()));
        this.progress = new Progress(out, Ticks.REAL, tally, ledger, shape.devices());
    }

    /** Blocks for as long as it is told, and for the beginning and the end. */
    Report run(Duration length) throws IOException, InterruptedException {
        try (var fleet = new Loop("fleet");
                var observer = new Loop("observer")) {
            muster(fleet, observer);
            Duration connecting = connect(fleet, observer);
            Duration publishing = Duration.ZERO;
            if (tally.connected.get() == shape.devices()) {
                publishing = publish(fleet, observer, length);
            }
            int cut = bury(fleet);
            fleet.execute(() -> devices.forEach(Device::leave));
            clear(observer);
            return new Report(
                    shape, ledger, tally, readings, commands, connecting, publishing, cut);
        }
    }

    private void muster(Loop fleet, Loop observer) {
        for (int number = 0; number < shape.devices(); number++) {
            devices.add(new Device(shape, number, fleet, ways, ledger, tally));
        }
        int count = Math.min(MOST_OBSERVERS, shape.devices());
        for (int each = 0; each < count; each++) {
            int first = each;
            List<Integer> own =
                    IntStream.range(0, shape.devices())
                            .filter(number -> number % count == first)
                            .boxed()
                            .toList();
            observers.add(
                    new Observer(shape, own, observer, ways, ledger, tally, readings, commands));
        }
    }

    /** Who watches comes first, so that nothing passes unseen. */
    private Duration connect(Loop fleet, Loop observer) throws InterruptedException {
        progress.begin("connecting");
        observer.execute(() -> observers.forEach(Observer::connect));
        await(CONNECTING, () -> tally.watching.get() == observers.size());
        long begun = Ticks.REAL.now();
        if (tally.watching.get() == observers.size()) {
            for (int from = 0;
                    from < devices.size() && tally.trouble().isEmpty();
                    from += AT_A_TIME) {
                List<Device> next =
                        devices.subList(from, Math.min(devices.size(), from + AT_A_TIME));
                int expected = from;
                fleet.execute(() -> next.forEach(Device::connect));
                await(CONNECTING, () -> tally.connected.get() >= expected);
            }
            await(CONNECTING, () -> tally.connected.get() == devices.size());
        }
        return Duration.ofNanos(Ticks.REAL.now() - begun);
    }

    private Duration publish(Loop fleet, Loop observer, Duration length)
            throws InterruptedException {
        long begun = Ticks.REAL.now();
        fleet.execute(() -> spread(begun));
        Duration between = SWITCHED.dividedBy(Math.max(1, shape.devices() / observers.size()));
        observer.execute(() -> observers.forEach(each -> each.command(between)));

        progress.begin("publishing");
        long end = begun + length.toNanos();
        while (end - Ticks.REAL.now() > 0
                && !stop.await(shorter(LOOK, Duration.ofNanos(end - Ticks.REAL.now())))) {
            progress.look();
        }
        fleet.execute(() -> devices.forEach(Device::stop));
        observer.execute(() -> observers.forEach(Observer::calm));
        Duration publishing = Duration.ofNanos(Ticks.REAL.now() - begun);
        // A reading may arrive before its acknowledgement does.
        await(
                ARRIVING,
                () ->
                        ledger.acknowledged() >= ledger.published()
                                && ledger.arrived() >= ledger.acknowledged()
                                && tally.obeyed.get() >= tally.commanded.get());
        return publishing;
    }

    /** Evenly over the first interval, as devices are that were not switched on together. */
    private void spread(long begun) {
        for (int number = 0; number < devices.size(); number++) {
            Device device = devices.get(number);
            long tick = begun + shape.every().toNanos() / devices.size() * number;
            device.publishFrom(tick);
        }
    }

    /** Cuts a few connections and waits for what their wills say; gives how many were cut. */
    private int bury(Loop fleet) throws InterruptedException {
        progress.begin("last wills");
        int count = tally.trouble().isEmpty() ? Math.min(MOST_CUT, tally.connected.get()) : 0;
        List<Device> cut = devices.subList(0, count);
        fleet.execute(() -> cut.forEach(Device::vanish));
        await(ARRIVING, () -> tally.mourned.get() >= count);
        return count;
    }

    private void clear(Loop observer) throws InterruptedException {
        progress.begin("clearing");
        if (tally.watching.get() == observers.size()) {
            int topics = shape.devices() * (2 + shape.sensors());
            await(ARRIVING, () -> tally.mourned.get() >= tally.connected.get());
            observer.execute(() -> observers.forEach(Observer::clear));
            await(ARRIVING, () -> tally.cleared.get() >= topics);
        }
        observer.execute(() -> observers.forEach(Observer::leave));
        await(LOOK, () -> false);
    }

    /**
     * Looks again and again; gives up when something is wrong with the broker, and soon when it is
     * asked to stop.
     */
    private void await(Duration max, BooleanSupplier condition) throws InterruptedException {
        long begun = Ticks.REAL.now();
        while (!condition.getAsBoolean() && tally.trouble().isEmpty()) {
            Duration limit = stop.await(Duration.ZERO) && max.compareTo(HASTE) > 0 ? HASTE : max;
            if (Ticks.REAL.now() - begun > limit.toNanos()) {
                return;
            }
            progress.look();
            Ticks.REAL.until(Ticks.REAL.now() + LOOK.toNanos());
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
