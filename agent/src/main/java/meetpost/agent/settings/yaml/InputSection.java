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

    static final Group GROUP =
            new Group(
                    "inputs.<name>",
                    List.of(GPIO, NAME, PULL, ACTIVE, DEBOUNCE, QOS, CLASS, TOPIC));

    private InputSection() {}

    /** Empty when it has no pin, which was then reported. */
    static Optional<Found<InputSettings>> read(String name, Section section, TopicSettings topics) {
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
                                                .orElse(Topics.under(topics.inputs(), name))))
                .map(input -> new Found<>(input, section));
    }
}
