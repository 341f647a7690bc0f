package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.util.List;

/** A way to another broker. */
public sealed interface BridgeSettings {

    /** Of the bridge, in topics and in the log. */
    String name();

    /** The broker at its far end; its topic prefix is empty. */
    MqttSettings far();

    /** Outputs at its far end, whose commands are taken here. */
    List<Downlink> downlinks();

    /** What crosses it, in one line for people. */
    String text();

    /**
     * Forwards topics to a central broker, and from it.
     *
     * @param out what goes there
     * @param in what comes from there; commands come only where one of these names them
     */
    record Upstream(String name, MqttSettings far, List<Crossing> out, List<Crossing> in)
            implements BridgeSettings {

        public Upstream {
            requireNonNull(name, "name");
            requireNonNull(far, "far");
            out = List.copyOf(out);
            in = List.copyOf(in);
        }

        /** Their commands cross as any message does. */
        @Override
        public List<Downlink> downlinks() {
            return List.of();
        }

        @Override
        public String text() {
            return "%s: to %s: out %s, in %s".formatted(name, far.shown(), shown(out), shown(in));
        }

        private static String shown(List<Crossing> crossings) {
            return crossings.isEmpty()
                    ? "nothing"
                    : crossings.stream().map(Crossing::text).collect(joining(" "));
        }
    }

    /**
     * Topics that cross, and how they are called at the other end.
     *
     * @param from a filter
     * @param to the same wildcards in the same order; equal to {@code from} where nothing changes
     * @param qos 1: kept while the other end is away; 0: only for those who are there now
     */
    record Crossing(String from, String to, int qos) {

        public Crossing {
            requireNonNull(from, "from");
            requireNonNull(to, "to");
            if (qos != 0 && qos != 1) {
                throw new IllegalArgumentException("qos is " + qos + ", expected 0 or 1");
            }
        }

        /** Kept while the other end is away. */
        public Crossing(String from, String to) {
            this(from, to, 1);
        }

        /** Filters of topics that keep their names. */
        public static List<Crossing> unchanged(List<String> filters) {
            return filters.stream().map(filter -> new Crossing(filter, filter)).toList();
        }

        private String text() {
            return (from.equals(to) ? from : from + " as " + to) + (qos == 0 ? " at QoS 0" : "");
        }
    }

    /**
     * An application of The Things Network, or of another The Things Stack.
     *
     * @param far has a user: {@code application@tenant}
     * @param uplinks whether what devices send appears among our sensors
     * @param downlinks outputs that are LoRaWAN devices
     */
    record Lorawan(
            String name,
            MqttSettings far,
            Network network,
            String application,
            boolean uplinks,
            List<Downlink> downlinks)
            implements BridgeSettings {

        public Lorawan {
            requireNonNull(name, "name");
            requireNonNull(far, "far");
            requireNonNull(network, "network");
            requireNonNull(application, "application");
            downlinks = List.copyOf(downlinks);
        }

        @Override
        public String text() {
            String outputs =
                    downlinks.isEmpty()
                            ? "no downlinks"
                            : downlinks.stream()
                                    .map(each -> each.name() + " to " + each.device())
                                    .collect(joining(", ", "downlinks ", ""));
            return "%s: %s at %s: %s, %s"
                    .formatted(
                            name,
                            application(),
                            far.shown(),
                            uplinks ? "uplinks" : "no uplinks",
                            outputs);
        }
    }

    /** Whose messages they are. */
    enum Network {
        TTN,
        CHIRPSTACK
    }

    /**
     * An output that is a LoRaWAN device.
     *
     * @param name of the output
     * @param device the device's id in the application; its DevEUI at ChirpStack
     * @param port 1 to 223 (LoRaWAN 1.0.4 section 4.3.2: FPort)
     * @param on what it is sent for ON
     * @param off what it is sent for OFF
     * @param confirmed whether the device is to acknowledge it
     * @param replace whether it takes the place of all that wait for the device
     */
    record Downlink(
            String name,
            String device,
            int port,
            DownlinkPayload on,
            DownlinkPayload off,
            boolean confirmed,
            boolean replace) {

        public Downlink {
            requireNonNull(name, "name");
            requireNonNull(device, "device");
            requireNonNull(on, "on");
            requireNonNull(off, "off");
        }

        /** One byte, 01 and 00, unconfirmed, behind those that wait. */
        public Downlink(String name, String device, int port) {
            this(
                    name,
                    device,
                    port,
                    new DownlinkPayload.Bytes("01"),
                    new DownlinkPayload.Bytes("00"),
                    false,
                    false);
        }
    }
}
