package meetpost.agent.settings.yaml;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.BridgeSettings;
import meetpost.agent.settings.BridgeSettings.Crossing;
import meetpost.agent.settings.BridgeSettings.Downlink;
import meetpost.agent.settings.BridgeSettings.Lorawan;
import meetpost.agent.settings.BridgeSettings.Network;
import meetpost.agent.settings.BridgeSettings.Upstream;
import meetpost.agent.settings.DownlinkPayload;
import meetpost.agent.settings.MqttSettings;

/** {@code bridges:}, one of them. */
final class BridgeSection {

    private static final int MOST = 50;

    /** In the place of a URL that is wrong. */
    private static final String ANY = "mqtt://localhost:1883";

    private static final Key<String> DEVICE =
            Key.required("device", Scalars.NAME, "The LoRaWAN device's id in its application.");
    private static final Key<Integer> PORT =
            Key.required("port", Scalars.whole(1, 223), "The LoRaWAN port that it listens on.");
    private static final Key<DownlinkPayload> ON =
            Key.of(
                    "on",
                    DownlinkPayloadType.TYPE,
                    "01",
                    "What ON sends: bytes in hexadecimal, or an object of JSON of which the"
                            + " network's formatter makes bytes: `'{\"valve\": \"open\"}'`.");
    private static final Key<DownlinkPayload> OFF =
            Key.of("off", DownlinkPayloadType.TYPE, "00", "What OFF sends, as `on`.");
    private static final Key<Boolean> CONFIRMED =
            Key.of(
                    "confirmed",
                    Scalars.FLAG,
                    "false",
                    "Whether the device is asked to say that it has it.");
    private static final Key<Queue> QUEUE =
            Key.of(
                    "queue",
                    Scalars.choice(List.of(Queue.values())),
                    "push",
                    "Behind those that wait for the device, or in their place; ChirpStack knows"
                            + " `push` only.");
    private static final Group DOWNLINK =
            new Group(
                    "bridges.<name>.downlinks.<name>",
                    List.of(DEVICE, PORT, ON, OFF, CONFIRMED, QUEUE));

    private static final Key<List<URI>> URL =
            Key.required(
                    "url",
                    MqttSection.urls("mqtts://eu1.cloud.thethings.network:8883"),
                    "The other broker: `mqtt`, `mqtts`, `ws` or `wss`. A list is tried in order.");
    private static final Key<List<Crossing>> OUT =
            Key.optional(
                    "out",
                    filters(),
                    "nothing goes there",
                    "To a central broker: filters of the topics that are forwarded there, as our"
                            + " broker has them (with `topic-prefix`); `{from: …, to: …}` gives them"
                            + " another name there.");
    private static final Key<List<Crossing>> IN =
            Key.optional(
                    "in",
                    filters(),
                    "nothing comes from there",
                    "From a central broker: filters of the topics that come in, also `{from: …,"
                            + " to: …}`. Commands come only where one of these names them.");
    private static final Key<Boolean> UPLINKS =
            Key.optional(
                    "uplinks",
                    Scalars.FLAG,
                    "`false`",
                    "From a LoRaWAN network: what LoRaWAN devices measure appears below"
                            + " `sensoren/`.");
    private static final Key<Network> NETWORK =
            Key.optional(
                    "network",
                    Scalars.choice(List.of(Network.values())),
                    "`ttn`",
                    "Whose messages they are: `ttn`, The Things Network or another The Things Stack, or"
                            + " `chirpstack` (version 4).");
    private static final Key<String> APPLICATION =
            Key.optional(
                    "application",
                    TopicTypes.LEVEL,
                    "the user, as The Things Network wants it",
                    "The application's id in every topic there; at ChirpStack a UUID.");
    private static final Key<List<Named.Entry>> DOWNLINKS =
            Key.optional(
                    "downlinks",
                    new Named("output", DOWNLINK),
                    "none",
                    "To a LoRaWAN network: outputs that are LoRaWAN devices.");

    static final Group GROUP =
            new Group(
                    "bridges.<name>",
                    List.of(
                            URL,
                            MqttSection.USERNAME,
                            MqttSection.PASSWORD_FILE,
                            MqttSection.CA_FILE,
                            MqttSection.CLIENT_CERTIFICATE_FILE,
                            MqttSection.CLIENT_KEY_FILE,
                            MqttSection.KEEP_ALIVE,
                            OUT,
                            IN,
                            NETWORK,
                            APPLICATION,
                            UPLINKS,
                            DOWNLINKS));

    /** Where a downlink goes among those that wait for the device. */
    enum Queue {
        PUSH,
        REPLACE
    }

    private BridgeSection() {}

    /** Reads the files that it names, too. Empty if what it needs is wrong. */
    static Optional<Found<BridgeSettings>> read(
            String name, Section section, SecretFiles files, ProblemReport report) {
        boolean upstream = section.has(OUT) || section.has(IN);
        boolean lorawan = section.has(UPLINKS) || section.has(DOWNLINKS);
        if (upstream == lorawan) {
            report.at(
                    section.at(),
                    upstream
                            ? "\"out\" and \"in\" are for a central broker, \"uplinks\" and"
                                    + " \"downlinks\" for a LoRaWAN network, expected two bridges"
                            : "nothing crosses it, expected \"out\" or \"in\" for a central"
                                    + " broker, \"uplinks\" or \"downlinks\" for a LoRaWAN network");
        }
        Optional<List<URI>> url = section.find(URL);
        // Its files are looked at even where its URL is wrong.
        MqttSettings link =
                MqttSection.link(section, url.orElse(List.of(URI.create(ANY))), "", files, report);
        Optional<MqttSettings> far = url.map(there -> link);
        List<Crossing> outward = crossing(section, OUT, report);
        List<Crossing> inward = crossing(section, IN, report);
        if (!lorawan) {
            return far.map(to -> new Found<>(new Upstream(name, to, outward, inward), section));
        }
        List<Downlink> downlinks = downlinks(section);
        Network network = section.find(NETWORK).orElse(Network.TTN);
        checkQueues(section, network, report);
        Optional<String> application = application(section, network, report);
        return application.flatMap(
                id ->
                        far.map(
                                to ->
                                        new Found<>(
                                                new Lorawan(
                                                        name,
                                                        to,
                                                        network,
                                                        id,
                                                        section.find(UPLINKS).orElse(false),
                                                        downlinks),
                                                section)));
    }

    /** Where the outputs of a bridge stand. */
    static List<Found<Downlink>> foundDownlinks(Section section) {
        return section.find(DOWNLINKS).orElse(List.of()).stream()
                .flatMap(entry -> downlink(entry).stream())
                .toList();
    }

    private static List<Downlink> downlinks(Section section) {
        return foundDownlinks(section).stream().map(Found::thing).toList();
    }

    private static Optional<Found<Downlink>> downlink(Named.Entry entry) {
        Optional<String> device = entry.section().find(DEVICE);
        Optional<Integer> port = entry.section().find(PORT);
        return device.isPresent() && port.isPresent()
                ? Optional.of(
                        new Found<>(
                                new Downlink(
                                        entry.name(),
                                        device.get(),
                                        port.get(),
                                        entry.section().value(ON),
                                        entry.section().value(OFF),
                                        entry.section().value(CONFIRMED),
                                        entry.section().value(QUEUE) == Queue.REPLACE),
                                entry.section()))
                : Optional.empty();
    }

    /** Its id in every topic there: The Things Network knows a user by it. */
    private static Optional<String> application(
            Section section, Network network, ProblemReport report) {
        if (section.has(APPLICATION)) {
            return section.find(APPLICATION);
        }
        if (network == Network.CHIRPSTACK) {
            report.at(
                    section.at(),
                    "ChirpStack has the application's id in every topic, expected e.g."
                            + " \"application: 17c82e96-be03-4f38-aef3-f83d48582d97\"");
            return Optional.empty();
        }
        Optional<String> user = section.find(MqttSection.USERNAME);
        if (user.isPresent() && user.get().matches("[^/+#\\s]+")) {
            return user;
        }
        if (user.isPresent() || !section.has(MqttSection.USERNAME)) {
            report.at(
                    section.at(MqttSection.USERNAME),
                    "The Things Network knows a user by its application, expected e.g."
                            + " \"username: app@ttn\"");
        }
        return Optional.empty();
    }

    private static void checkQueues(Section section, Network network, ProblemReport report) {
        if (network == Network.CHIRPSTACK) {
            section.find(DOWNLINKS).orElse(List.of()).stream()
                    .map(Named.Entry::section)
                    .filter(each -> each.value(QUEUE) == Queue.REPLACE)
                    .forEach(
                            each ->
                                    report.at(
                                            each.at(QUEUE),
                                            "ChirpStack replaces no queue over MQTT, expected"
                                                    + " \"queue: push\""));
        }
    }

    private static List<Crossing> crossing(
            Section section, Key<List<Crossing>> key, ProblemReport report) {
        List<Crossing> crossings = section.find(key).orElse(List.of());
        crossings.stream()
                .map(Crossing::from)
                .filter(filter -> filter.startsWith("$"))
                .forEach(
                        filter ->
                                report.at(
                                        section.at(key),
                                        ProblemReport.quoted(filter)
                                                + " is each broker's own, expected a filter such as"
                                                + " sensoren/#"));
        return crossings;
    }

    private static Type<List<Crossing>> filters() {
        return new Items<>(
                new CrossingType(),
                false,
                0,
                MOST,
                "a list of up to " + MOST + " topic filters such as [\"sensoren/#\"]");
    }
}
