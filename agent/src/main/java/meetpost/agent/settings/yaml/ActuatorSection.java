package meetpost.agent.settings.yaml;

import static meetpost.agent.settings.yaml.Units.duration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.ActuatorSettings.AtStart;
import meetpost.agent.settings.ActuatorSettings.BrokerLoss;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.settings.yaml.PinTypes.Active;
import meetpost.agent.settings.yaml.PinTypes.State;
import meetpost.agent.topic.Topics;

/** {@code actuators:}, one of them. */
final class ActuatorSection {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofDays(30);

    static final Key<Integer> GPIO =
            Key.required("gpio", PinTypes.GPIO, "GPIO number (not the number of the pin).");
    static final Key<String> NAME =
            Key.optional("name", Scalars.text("Pomp"), "its name in the file", "For people.");
    static final Key<Active> ACTIVE =
            Key.of("active", PinTypes.ACTIVE, "high", "The level that is ON: `high` or `low`.");
    static final Key<AtStart> AT_START =
            Key.of(
                    "at-start",
                    Scalars.choice(List.of(AtStart.values())),
                    "off",
                    "When the program starts: `off`, `on` or `last`. ON begins OFF where `min-off` or"
                            + " `dead-time` is not known to be over, and follows.");
    static final Key<State> AT_STOP =
            Key.of(
                    "at-stop",
                    PinTypes.STATE,
                    "off",
                    "When the program stops: `off` or `on`; ON waits for a `dead-time` of 3 s at most.");
    static final Key<State> AT_CRASH =
            Key.optional(
                    "at-crash",
                    PinTypes.STATE,
                    "as `at-stop`",
                    "What `meetpost safe-state` drives after a crash: `off` or `on`.");
    static final Key<Duration> LOSS_AFTER =
            Key.of(
                    "after",
                    duration("60s", Duration.ofSeconds(1), LONGEST),
                    "60s",
                    "Counted from the last packet of the broker, who is asked each third of this,"
                            + " and must leave a fresh question unanswered.");
    static final Key<State> LOSS_STATE =
            Key.of("state", PinTypes.STATE, "off", "What it then does: `off` or `on`.");
    static final Group LOSS =
            new Group("actuators.<name>.on-broker-loss", List.of(LOSS_AFTER, LOSS_STATE));
    static final Key<Section> ON_BROKER_LOSS =
            Key.optional(
                    "on-broker-loss",
                    LOSS,
                    "stays as it is",
                    "When the broker is gone, such as `{after: 60s, state: off}`.");
    static final Key<Duration> MAX_ON =
            Key.optional(
                    "max-on",
                    duration("10m", SHORTEST, LONGEST),
                    "no bound",
                    "Goes OFF this long after the first ON; neither a repeated ON nor a restart extends"
                            + " it.");
    static final Key<Duration> REFRESH =
            Key.optional(
                    "refresh",
                    duration("5m", Duration.ofSeconds(1), LONGEST),
                    "never",
                    "Goes to `at-stop` unless ON is repeated within this.");
    static final Key<Duration> MIN_OFF =
            Key.optional(
                    "min-off",
                    duration("30s", SHORTEST, LONGEST),
                    "`0`",
                    "After OFF, ON is refused for this long, over restarts too; after a crash or a power"
                            + " cut, from the start.");
    static final Key<Duration> MIN_ON =
            Key.optional(
                    "min-on",
                    duration("5m", SHORTEST, LONGEST),
                    "`0`",
                    "After ON, a rule's OFF waits for this long; a person's does not.");
    static final Key<Duration> REST =
            Key.optional(
                    "rest",
                    duration("10m", SHORTEST, LONGEST),
                    "a rule's ON waits for `min-off`, and 1m at least",
                    "After `max-on`, ON is refused for this long, whoever asks; after a restart, from"
                            + " when it went off or, where nobody knows, from the start.");
    static final Key<List<String>> INTERLOCK =
            Key.optional(
                    "interlock",
                    new Items<>(
                            Scalars.NAME, true, 1, 26, "1 to 26 names of outputs, such as [klep]"),
                    "none",
                    "ON is refused while one of these outputs is on, and for `dead-time` after.");
    static final Key<Duration> DEAD_TIME =
            Key.of(
                    "dead-time",
                    duration("500ms", Duration.ZERO, Duration.ofHours(1)),
                    "500ms",
                    "How long outputs of the `interlock` must be off.");
    static final Key<Integer> QOS =
            Key.of("qos", Scalars.whole(0, 2), "1", "MQTT quality of service of its topics.");
    static final Key<String> CLASS =
            Key.optional(
                    "class",
                    DeviceClasses.OUTPUT,
                    "a switch",
                    "For Home Assistant: `switch`, `outlet`, `valve`, `water`, `gas`, `light` or"
                            + " `fan`; `water` and `gas` are valves too.");
    static final Key<String> TOPIC =
            Key.optional(
                    "topic",
                    TopicTypes.TOPIC,
                    "`actuatoren/` and its name",
                    "Its topic; commands come on `.../set`.");

    static final Key<Boolean> SHARED =
            Key.of(
                    "shared",
                    Scalars.FLAG,
                    "false",
                    "Whether several boards obey its topic. Else the one that had it first does, and"
                            + " the others refuse with `conflict`.");

    static final Group GROUP =
            new Group(
                    "actuators.<name>",
                    List.of(
                            GPIO,
                            NAME,
                            ACTIVE,
                            AT_START,
                            AT_STOP,
                            AT_CRASH,
                            ON_BROKER_LOSS,
                            MAX_ON,
                            REFRESH,
                            MIN_OFF,
                            MIN_ON,
                            REST,
                            INTERLOCK,
                            DEAD_TIME,
                            QOS,
                            CLASS,
                            TOPIC,
                            SHARED,
                            RoomKey.ROOM));

    private ActuatorSection() {}

    /** Empty when it has no pin, which was then reported. */
    static Optional<Found<ActuatorSettings>> read(
            String name, Section section, TopicSettings topics) {
        boolean onAtStop = section.value(AT_STOP) == State.ON;
        Optional<BrokerLoss> loss =
                section.find(ON_BROKER_LOSS)
                        .map(
                                there ->
                                        new BrokerLoss(
                                                there.value(LOSS_AFTER),
                                                there.value(LOSS_STATE) == State.ON));
        return section.find(GPIO)
                .map(
                        gpio ->
                                new ActuatorSettings(
                                        name,
                                        section.find(NAME).orElse(name),
                                        gpio,
                                        section.value(ACTIVE) == Active.HIGH,
                                        section.value(AT_START),
                                        onAtStop,
                                        section.find(AT_CRASH)
                                                .map(State.ON::equals)
                                                .orElse(onAtStop),
                                        loss,
                                        section.find(MAX_ON),
                                        section.find(REFRESH),
                                        section.find(MIN_OFF),
                                        section.find(MIN_ON),
                                        section.find(REST),
                                        section.find(INTERLOCK).orElse(List.of()),
                                        section.value(DEAD_TIME),
                                        section.value(QOS),
                                        section.find(CLASS).orElse(""),
                                        section.find(TOPIC)
                                                .orElse(Topics.under(topics.actuators(), name)),
                                        section.value(SHARED)))
                .map(actuator -> new Found<>(actuator, section));
    }
}
