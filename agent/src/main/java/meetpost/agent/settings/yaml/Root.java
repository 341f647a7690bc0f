package meetpost.agent.settings.yaml;

import java.nio.file.Path;
import java.util.List;
import meetpost.agent.settings.HistorySettings;

/** The keys of the file itself: the table that everything else is reached from. */
final class Root {

    static final Key<Section> DEVICE =
            Key.optional("device", DeviceSection.GROUP, "the host", "Who this board is.");
    static final Key<Section> MQTT =
            Key.optional("mqtt", MqttSection.GROUP, "a broker here", "The broker to talk to.");
    static final Key<Section> BROKER =
            Key.optional(
                    "broker",
                    BrokerSection.GROUP,
                    "no broker of our own",
                    "A broker in this process; leave it out where Mosquitto runs.");
    static final Key<Section> DASHBOARD =
            Key.optional("dashboard", DashboardSection.GROUP, "no page", "The page.");
    static final Key<List<Named.Entry>> SENSORS =
            Key.optional(
                    "sensors", new Named("sensor", SensorSection.GROUP), "none", "The sensors.");
    static final Key<List<Named.Entry>> INPUTS =
            Key.optional(
                    "inputs", new Named("input", InputSection.GROUP), "none", "Digital inputs.");
    static final Key<List<Named.Entry>> ACTUATORS =
            Key.optional(
                    "actuators",
                    new Named("output", ActuatorSection.GROUP),
                    "none",
                    "Digital outputs.");
    static final Key<List<Named.Entry>> RULES =
            Key.optional(
                    "rules",
                    new Named("rule", RuleSection.GROUP),
                    "none",
                    "What switches outputs by itself: [rules](rules.md).");
    static final Key<List<Named.Entry>> ALARMS =
            Key.optional(
                    "alarms",
                    new Named("alarm", AlarmSection.GROUP),
                    "none",
                    "What somebody must know: [alarms](rules.md#alarms).");
    static final Key<List<Named.Entry>> NOTIFY =
            Key.optional(
                    "notify",
                    new Named("channel", NotifySection.GROUP),
                    "nobody",
                    "Whom alarms are told: [notifications](rules.md#notifications).");
    static final Key<Boolean> JSON =
            Key.of(
                    "json",
                    Scalars.FLAG,
                    "false",
                    "Every sensor also publishes whole readings as JSON on `.../reading`.");
    static final Key<Path> STATE =
            Key.optional(
                    "state",
                    Scalars.path("/var/lib/meetpost"),
                    "`/var/lib/meetpost`; where that is not writable `~/.local/state/meetpost`",
                    "The directory for what must survive a restart.");
    static final Key<Section> TOPICS =
            Key.optional("topics", TopicSection.GROUP, "Dutch names", "Names in topics.");
    static final Key<Section> OUTBOX =
            Key.optional(
                    "outbox",
                    OutboxSection.GROUP,
                    "as below",
                    "What is kept while the broker is away.");
    static final Key<List<HistorySettings.Span>> HISTORY =
            Key.optional(
                    "history",
                    new HistoryType(),
                    "`[{every: 10s, keep: 1h}, {every: 1m, keep: 1d}, {every: 15m, keep: 31d}, {every: 1h, keep: 3650d}]`",
                    "What the board keeps of the past: minimum, mean and maximum of each quantity in"
                            + " steps of each length, for how long; `off`: nothing.");
    static final Key<Section> HOME_ASSISTANT =
            Key.optional(
                    "home-assistant",
                    HomeAssistantSection.GROUP,
                    "as below",
                    "What Home Assistant is told.");

    static final Key<List<Named.Entry>> BRIDGES =
            Key.optional(
                    "bridges",
                    new Named("bridge", BridgeSection.GROUP),
                    "none",
                    "Ways to other brokers: a central one, or The Things Network.");

    static final Group GROUP =
            new Group(
                    "",
                    List.of(
                            DEVICE,
                            MQTT,
                            BROKER,
                            DASHBOARD,
                            SENSORS,
                            INPUTS,
                            ACTUATORS,
                            RULES,
                            ALARMS,
                            NOTIFY,
                            JSON,
                            STATE,
                            TOPICS,
                            OUTBOX,
                            HISTORY,
                            HOME_ASSISTANT,
                            BRIDGES));

    private Root() {}
}
