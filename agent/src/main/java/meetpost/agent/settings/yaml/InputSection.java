package meetpost.agent.settings.yaml;

import static meetpost.agent.settings.yaml.Units.duration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.InputSettings;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.settings.yaml.PinTypes.Active;
import meetpost.agent.topic.Topics;
import meetpost.drivers.bus.Pull;

/** {@code inputs:}, one of them. */
final class InputSection {

    static final Key<Integer> GPIO =
            Key.required("gpio", PinTypes.GPIO, "GPIO number (not the number of the pin).");
    static final Key<String> NAME =
            Key.optional("name", Scalars.text("Voordeur"), "its name in the file", "For people.");
    static final Key<Pull> PULL =
            Key.optional(
                    "pull",
                    PinTypes.PULL,
                    "`up` with `active: low`, else `down`",
                    "Resistor inside the chip: `up`, `down` or `none`.");
    static final Key<Active> ACTIVE =
            Key.of("active", PinTypes.ACTIVE, "high", "The level that is ON: `high` or `low`.");
    static final Key<Duration> DEBOUNCE =
            Key.of(
                    "debounce",
                    duration("20ms", Duration.ZERO, Duration.ofSeconds(10)),
                    "20ms",
                    "A level counts when it was steady for this long; `0` to 10s.");
    static final Key<Integer> QOS =
            Key.of("qos", Scalars.whole(0, 2), "1", "MQTT quality of service of its topic.");
    static final Key<String> CLASS =
            Key.optional(
                    "class",
                    DeviceClasses.INPUT,
                    "none",
                    "For Home Assistant: `door`, `window`, `motion` or another [class of a binary"
                            + " sensor](https://www.home-assistant.io/integrations/binary_sensor/#device-class).");
    static final Key<String> TOPIC =
            Key.optional("topic", TopicTypes.TOPIC, "`ingangen/` and its name", "Its topic.");

    static final Key<Boolean> EVENTS =
            Key.of(
                    "events",
                    Scalars.FLAG,
                    "false",
                    "`true`: it is a button; `click`, `double` and `long` (held for a second) are"
                            + " published on its topic with `/event` behind it.");
    static final Key<Duration> OFF_DELAY =
            Key.of(
                    "off-delay",
                    duration("2m", Duration.ZERO, Duration.ofHours(24)),
                    "0",
                    "OFF when it was off for this long, at most 24h: for a motion sensor.");

    static final Group GROUP =
            new Group(
                    "inputs.<name>",
                    List.of(
                            GPIO,
                            NAME,
                            PULL,
                            ACTIVE,
                            DEBOUNCE,
                            QOS,
                            CLASS,
                            TOPIC,
                            EVENTS,
                            OFF_DELAY,
                            RoomKey.ROOM));

    private InputSection() {}

    /** Empty when it has no pin, which was then reported. */
    static Optional<Found<InputSettings>> read(
            String name, Section section, TopicSettings topics, ProblemReport report) {
        if (section.value(EVENTS) && !section.value(OFF_DELAY).isZero()) {
            report.at(
                    section.at(OFF_DELAY),
                    "\"events\" and \"off-delay\" at once, expected one of them: a button, or a motion sensor");
        }
        boolean activeHigh = section.value(ACTIVE) == Active.HIGH;
        return section.find(GPIO)
                .map(
                        gpio ->
                                new InputSettings(
                                        name,
                                        section.find(NAME).orElse(name),
                                        gpio,
                                        section.find(PULL).orElse(activeHigh ? Pull.DOWN : Pull.UP),
                                        activeHigh,
                                        section.value(DEBOUNCE),
                                        section.value(QOS),
                                        section.find(CLASS).orElse(""),
                                        section.find(TOPIC)
                                                .orElse(Topics.under(topics.inputs(), name)),
                                        section.value(EVENTS),
                                        section.value(OFF_DELAY)))
                .map(input -> new Found<>(input, section));
    }
}
