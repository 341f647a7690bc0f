package meetpost.simulator.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.time.Ticks;

/**
 * Subscribes to some of the devices, as a cloud backend would, and commands them. For its loop's
 * thread.
 */
final class Observer implements Connection.Owner {

    private static final int KEEP_ALIVE = 60;
    private static final Duration PING = Duration.ofSeconds(25);
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    /** More are too many for some hosted brokers, which close the connection. */
    private static final int FILTERS_IN_A_PACKET = 8;

    private final Shape shape;
    private final List<Integer> devices;
    private final Loop loop;
    private final Ways ways;
    private final Ledger ledger;
    private final Tally tally;
    private final Latencies readings;
    private final Latencies commands;
    private final Map<String, Integer> sensors = new HashMap<>();
    private final Map<String, Integer> relays = new HashMap<>();
    private final Map<String, Integer> statuses = new HashMap<>();
    private final Map<Integer, Long> commandedAt = new HashMap<>();
    private Optional<Connection> connection = Optional.empty();
    private int subscriptions;
    private boolean calm;
    private boolean clearing;
    private boolean stopping;
    private int lastId;
    private int nextCommand;
    private int turn;
    private int failures;
    private boolean welcomed;
    private boolean watching;

    Observer(
            Shape shape,
            List<Integer> devices,
            Loop loop,
            Ways ways,
            Ledger ledger,
            Tally tally,
            Latencies readings,
            Latencies commands) {
        this.shape = shape;
        this.devices = List.copyOf(devices);
        this.loop = loop;
        this.ways = ways;
        turn = devices.get(0);
        this.ledger = ledger;
        this.tally = tally;
        this.readings = readings;
        this.commands = commands;
        for (int device : devices) {
            relays.put(shape.relay(device), device);
            statuses.put(shape.status(device), device);
            for (int sensor = 0; sensor < shape.sensors(); sensor++) {
                sensors.put(shape.value(device, sensor), shape.index(device, sensor));
            }
        }
    }

    void connect() {
        if (!stopping) {
            connection = ways.at(turn).open(loop, this);
        }
    }

    /** Switches the next of its devices, and again and again. */
    void command(Duration every) {
        if (calm) {
            return;
        }
        int device = devices.get(nextCommand++ % devices.size());
        String state = nextCommand / devices.size() % 2 == 0 ? "ON" : "OFF";
        if (!commandedAt.containsKey(device)) {
            commandedAt.put(device, Ticks.REAL.now());
            tally.commanded.incrementAndGet();
            send(Packets.publish(shape.command(device), state, false, id()));
        }
        loop.in(every, () -> command(every));
    }

    /** Commands no more. */
    void calm() {
        calm = true;
    }

    /** Takes back all that its devices have left on the broker. */
    void clear() {
        clearing = true;
        for (int device : devices) {
            for (String topic : shape.retained(device)) {
                send(Packets.publish(topic, "", true, id()));
            }
        }
    }

    void leave() {
        stopping = true;
        send(Packets.disconnect());
    }

    @Override
    public void opened(Connection opened) {
        String client = shape.run() + "-observer-" + devices.get(0);
        opened.send(Packets.connect(client, KEEP_ALIVE, Optional.empty(), ways.at(turn).login()));
    }

    @Override
    public void received(Packet packet) {
        switch (packet.type()) {
            case Packet.CONNACK -> welcome(Way.refusal(packet));
            case Packet.SUBACK -> subscribed(packet);
            case Packet.PUBLISH -> look(packet);
            case Packet.PUBACK -> {
                if (clearing) {
                    tally.cleared.incrementAndGet();
                }
            }
            default -> {
                // PINGRESP: nobody waits for it.
            }
        }
    }

    @Override
    public void closed(String why) {
        if (stopping) {
            return;
        }
        turn++;
        failures++;
        tally.broken.incrementAndGet();
        tally.blind.addAndGet(welcomed ? 1 : 0);
        welcomed = false;
        if (failures >= ways.count()) {
            // What passes while nobody looks counts as lost: so this is the end of the run.
            tally.trouble("the observer: " + why);
        } else {
            loop.in(RECONNECT, this::connect);
        }
    }

    private void welcome(String refusal) {
        if (!refusal.isEmpty()) {
            tally.trouble("the broker refuses: " + refusal);
            return;
        }
        welcomed = true;
        failures = 0;
        subscriptions = 0;
        List<String> filters = new ArrayList<>();
        for (int device : devices) {
            filters.add(shape.run() + "/" + shape.device(device) + "/#");
        }
        for (int from = 0; from < filters.size(); from += FILTERS_IN_A_PACKET) {
            int to = Math.min(filters.size(), from + FILTERS_IN_A_PACKET);
            subscriptions++;
            send(Packets.subscribe(filters.subList(from, to), id()));
        }
        if (!watching) {
            loop.in(PING, this::ping);
        }
    }

    private void subscribed(Packet suback) {
        suback.word();
        while (suback.body().hasRemaining()) {
            if ((suback.body().get() & 0x80) != 0) {
                tally.trouble("the broker refuses a subscription to " + shape.run() + "/+/#");
                return;
            }
        }
        subscriptions--;
        if (subscriptions == 0 && !watching) {
            watching = true;
            tally.watching.incrementAndGet();
        }
    }

    private void look(Packet packet) {
        String topic = packet.text();
        if (packet.qos() > 0) {
            send(Packets.acknowledge(packet.word()));
        }
        String payload = packet.rest();
        if (payload.isEmpty()) {
            return;
        }
        Integer sensor = sensors.get(topic);
        Integer relay = relays.get(topic);
        if (sensor != null) {
            long nanos = ledger.arrive(sensor, Integer.parseInt(payload), Ticks.REAL.now());
            if (nanos >= 0) {
                readings.add(nanos);
            }
        } else if (relay != null) {
            Long since = commandedAt.remove(relay);
            if (since != null) {
                commands.add(Ticks.REAL.now() - since);
                tally.obeyed.incrementAndGet();
            }
        } else if (statuses.containsKey(topic) && payload.equals("offline")) {
            tally.mourned.incrementAndGet();
        }
    }

    private void ping() {
        if (!stopping) {
            send(Packets.ping());
            loop.in(PING, this::ping);
        }
    }

    private int id() {
        lastId = lastId % 0xFFFF + 1;
        return lastId;
    }

    private void send(byte[] packets) {
        connection.ifPresent(open -> open.send(packets));
    }
}
