package meetpost.simulator.scene;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import meetpost.agent.time.Ticks;
import meetpost.simulator.bus.SimulatedPins;
import meetpost.simulator.mount.ChipFault;
import meetpost.simulator.mount.MountedChip;
import org.tinylog.Logger;

/**
 * What happens in a scene by itself: doors open and close, contacts give pulses, faults begin and
 * end. Its thread sorts before those of the sensors, so what happens at an instant is there for
 * those who measure then.
 */
public final class Timetable implements AutoCloseable {

    private final Ticks ticks;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::tick));
    private final Thread thread = new Thread(this::run, "events");

    /**
     * Reads the timetable and does nothing yet.
     *
     * @throws IllegalArgumentException if a fault is for a sensor that is not there, or that cannot
     *     have it
     */
    public Timetable(
            Scene scene,
            World world,
            SimulatedPins pins,
            Map<String, MountedChip> chips,
            List<Contact> contacts,
            Ticks ticks) {
        this.ticks = requireNonNull(ticks, "ticks");
        scene.doors().forEach(door -> open(door, door.first(), world, pins));
        scene.mishaps().forEach(mishap -> plan(mishap, chips));
        contacts.forEach(contact -> pulse(contact, 1, pins));
        thread.setDaemon(true);
    }

    /** Whether there is nothing on it. */
    public boolean isEmpty() {
        return events.isEmpty();
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            ticks.enter();
            while (!events.isEmpty()) {
                Event next = events.remove();
                ticks.until(next.tick());
                next.action().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void open(Scene.Door door, Duration at, World world, SimulatedPins pins) {
        add(
                at,
                () -> {
                    world.door(door.gpio(), true);
                    pins.connect(door.gpio(), door.openHigh());
                    door.every().ifPresent(every -> open(door, at.plus(every), world, pins));
                });
        add(
                at.plus(door.open()),
                () -> {
                    world.door(door.gpio(), false);
                    pins.disconnect(door.gpio());
                });
    }

    private void pulse(Contact contact, long number, SimulatedPins pins) {
        long begin = contact.begin(number);
        events.add(
                new Event(
                        begin,
                        () -> {
                            pins.connect(contact.gpio(), !contact.restsHigh());
                            pulse(contact, number + 1, pins);
                        }));
        events.add(
                new Event(
                        begin + contact.length(),
                        () -> pins.connect(contact.gpio(), contact.restsHigh())));
    }

    private void plan(Scene.Mishap mishap, Map<String, MountedChip> chips) {
        MountedChip chip =
                Optional.ofNullable(chips.get(mishap.sensor()))
                        .orElseThrow(() -> wrong(mishap, "there is no such sensor"));
        ChipFault fault = mishap.fault();
        if (!chip.faults().contains(fault)) {
            throw wrong(mishap, "its chip cannot have this fault");
        }
        add(
                mishap.at(),
                () -> {
                    Logger.info("simulated: {} is {}", mishap.sensor(), fault.text());
                    chip.set(fault, true);
                });
        mishap.lasting()
                .ifPresent(
                        lasting ->
                                add(
                                        mishap.at().plus(lasting),
                                        () -> {
                                            Logger.info(
                                                    "simulated: {} is no longer {}",
                                                    mishap.sensor(),
                                                    fault.text());
                                            chip.set(fault, false);
                                        }));
    }

    private void add(Duration at, Runnable action) {
        events.add(new Event(at.toNanos(), action));
    }

    private static IllegalArgumentException wrong(Scene.Mishap mishap, String why) {
        return new IllegalArgumentException(
                "fault %s of %s: %s".formatted(mishap.fault().text(), mishap.sensor(), why));
    }

    /** Something to do at a tick. */
    private record Event(long tick, Runnable action) {}
}
