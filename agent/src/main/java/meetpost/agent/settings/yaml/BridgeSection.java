package meetpost.agent.settings.yaml;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.BridgeSettings;
import meetpost.agent.settings.BridgeSettings.Crossing;
import meetpost.agent.settings.BridgeSettings.Downlink;
import meetpost.agent.settings.BridgeSettings.Ttn;
import meetpost.agent.settings.BridgeSettings.Upstream;
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
    private static final Group DOWNLINK =
            new Group("bridges.<name>.downlinks.<name>", List.of(DEVICE, PORT));

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
                    "From The Things Network: what LoRaWAN devices measure appears below"
                            + " `sensoren/`.");
    private static final Key<List<Named.Entry>> DOWNLINKS =
            Key.optional(
                    "downlinks",
                    new Named("output", DOWNLINK),
                    "none",
                    "To The Things Network: outputs that are LoRaWAN devices.");

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
                            UPLINKS,
                            DOWNLINKS));

    private BridgeSection() {}

    /** Reads the files that it names, too. Empty if what it needs is wrong. */
    static Optional<Found<BridgeSettings>> read(
            String name, Section section, SecretFiles files, ProblemReport report) {
        boolean upstream = section.has(OUT) || section.has(IN);
        boolean ttn = section.has(UPLINKS) || section.has(DOWNLINKS);
        if (upstream == ttn) {
            report.at(
                    section.at(),
                    upstream
                            ? "\"out\" and \"in\" are for a central broker, \"uplinks\" and"
                                    + " \"downlinks\" for The Things Network, expected two bridges"
                            : "nothing crosses it, expected \"out\" or \"in\" for a central"
                                    + " broker, \"uplinks\" or \"downlinks\" for The Things Network");
        }
        Optional<List<URI>> url = section.find(URL);
        // Its files are looked at even where its URL is wrong.
        MqttSettings link =
                MqttSection.link(section, url.orElse(List.of(URI.create(ANY))), "", files, report);
        Optional<MqttSettings> far = url.map(there -> link);
        List<Crossing> outward = crossing(section, OUT, report);
        List<Crossing> inward = crossing(section, IN, report);
        if (!ttn) {
            return far.map(to -> new Found<>(new Upstream(name, to, outward, inward), section));
        }
        List<Downlink> downlinks = downlinks(section);
        return isApplication(section, report)
                ? far.map(
                        to ->
                                new Found<>(
                                        new Ttn(
                                                name,
                                                to,
                                                section.find(UPLINKS).orElse(false),
                                                downlinks),
                                        section))
                : Optional.empty();
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
                                new Downlink(entry.name(), device.get(), port.get()),
                                entry.section()))
                : Optional.empty();
    }

    /** The user is a level of every topic there. */
    private static boolean isApplication(Section section, ProblemReport report) {
        Optional<String> user = section.find(MqttSection.USERNAME);
        if (user.isPresent() && user.get().matches("[^/+#\\s]+")) {
            return true;
        }
        if (user.isPresent() || !section.has(MqttSection.USERNAME)) {
            report.at(
                    section.at(MqttSection.USERNAME),
                    "The Things Network knows a user by its application, expected e.g."
                            + " \"username: app@ttn\"");
        }
        return false;
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
