package meetpost.simulator.fleet;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.time.Ticks;

/** One simulated Pi: its connection, its will, its sensors, its relay. For its loop's thread. */
final class Device implements Connection.Owner {

    private static final int KEEP_ALIVE = 60;
    private static final Duration PING = Duration.ofSeconds(25);
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    /** In the place of a sensor: what is acknowledged is no reading. */
    private static final int NO_SENSOR = -1;

    private final Shape shape;
    private final int number;
    private final Loop loop;
    private final Ways ways;
    private final Ledger ledger;
    private final Tally tally;
    private final Map<Integer, Integer> underWay = new HashMap<>();
    private Optional<Connection> connection = Optional.empty();
    private boolean accepted;
    private boolean before;
    private boolean stopping;
    private int lastId;
    private int turn;
    private int failures;
    private long lostAt;

    Device(Shape shape, int number, Loop loop, Ways ways, Ledger ledger, Tally tally) {
        this.shape = shape;
        this.number = number;
        this.loop = loop;
        this.ways = ways;
        turn = number;
        this.ledger = ledger;
        this.tally = tally;
    }

    void connect() {
        if (!stopping) {
            connection = ways.at(turn).open(loop, this);
        }
    }

    /** Publishes all its sensors at {@code tick}, and again and again. */
    void publishFrom(long tick) {
        if (stopping) {
            return;
        }
        if (accepted) {
            var packets = new ByteArrayOutputStream();
            for (int sensor = 0; sensor < shape.sensors(); sensor++) {
                int index = shape.index(number, sensor);
                int reading = ledger.publish(index, Ticks.REAL.now());
                packets.writeBytes(
                        publication(shape.value(number, sensor), String.valueOf(reading), index));
            }
            send(packets.toByteArray());
        }
        long next = tick + shape.every().toNanos();
        loop.at(next, () -> publishFrom(next));
    }

    /** Publishes no more; what is under way may still be acknowledged. */
    void stop() {
        stopping = true;
    }

    /** Says goodbye as a Pi does that is switched off. */
    void leave() {
        stopping = true;
        if (accepted) {
            send(publication(shape.status(number), "offline", NO_SENSOR));
            send(Packets.disconnect());
        }
    }

    /** Goes without a word, so that the broker has to execute the will. */
    void vanish() {
        stopping = true;
        connection.ifPresent(open -> open.close("cut"));
    }

    @Override
    public void opened(Connection opened) {
        String client = shape.run() + "-" + shape.device(number);
        opened.send(
                Packets.connect(
                        client,
                        KEEP_ALIVE,
                        Optional.of(shape.status(number)),
                        ways.at(turn).login()));
    }

    @Override
    public void received(Packet packet) {
        switch (packet.type()) {
            case Packet.CONNACK -> welcome(Way.refusal(packet));
            case Packet.PUBACK -> acknowledged(packet.word());
            case Packet.PUBLISH -> obey(packet);
            default -> {
                // SUBACK and PINGRESP say nothing that we wait for.
            }
        }
    }

    @Override
    public void closed(String why) {
        lostAt = accepted ? Ticks.REAL.now() : lostAt;
        accepted = false;
        underWay.clear();
        if (!stopping) {
            turn++;
            failures++;
            tally.broken.incrementAndGet();
            if (failures >= ways.count()) {
                tally.trouble(shape.device(number) + ": " + why);
            }
            loop.in(RECONNECT, this::connect);
        }
    }

    private void welcome(String refusal) {
        if (!refusal.isEmpty()) {
            tally.trouble("the broker refuses: " + refusal);
            return;
        }
        accepted = true;
        failures = 0;
        if (before) {
            tally.away.add(Ticks.REAL.now() - lostAt);
        }
        send(Packets.subscribe(List.of(shape.command(number)), id()));
        send(publication(shape.status(number), "online", NO_SENSOR));
        send(publication(shape.relay(number), "OFF", NO_SENSOR));
        if (!before) {
            before = true;
            tally.connected.incrementAndGet();
            loop.in(PING, this::ping);
        }
    }

    private void acknowledged(int id) {
        Integer sensor = underWay.remove(id);
        if (sensor != null && sensor != NO_SENSOR) {
            ledger.acknowledge(sensor);
        }
    }

    /** Does what a command says, unless it is an old one. */
    private void obey(Packet command) {
        command.text();
        int id = command.qos() > 0 ? command.word() : 0;
        if (id != 0) {
            send(Packets.acknowledge(id));
        }
        if (!command.retained()) {
            send(publication(shape.relay(number), command.rest(), NO_SENSOR));
        }
    }

    private void ping() {
        if (!stopping) {
            if (accepted) {
                send(Packets.ping());
            }
            loop.in(PING, this::ping);
        }
    }

    private byte[] publication(String topic, String payload, int sensor) {
        int id = id();
        underWay.put(id, sensor);
        return Packets.publish(topic, payload, true, id);
    }

    private int id() {
        do {
            lastId = lastId % 0xFFFF + 1;
        } while (underWay.containsKey(lastId));
        return lastId;
    }

    private void send(byte[] packets) {
        connection.ifPresent(open -> open.send(packets));
    }
}
