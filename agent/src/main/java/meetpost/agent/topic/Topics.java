package meetpost.agent.topic;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import meetpost.agent.link.CommandTopics;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.BridgeSettings.Downlink;
import meetpost.agent.settings.HomeAssistantSettings;
import meetpost.agent.settings.InputSettings;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.settings.rule.AlarmSettings;
import meetpost.agent.settings.rule.RuleSettings;
import meetpost.drivers.sensor.Quantity;

/** Every topic that the agent uses: builds and parses them. No other class contains one. */
public final class Topics {

    static final String STATUS = "/status";

    private static final String INFO = "/info";
    private static final String THINGS = "/things";
    private static final String READING = "/reading";
    private static final String FAULT = "/fault";
    private static final String HISTORY = "/history";
    private static final String SET = CommandTopics.SUFFIX;
    private static final String RESULT = "/result";
    private static final String CAUSE = "/cause";
    private static final String EVENT = "/event";

    private final TopicSettings names;
    private final String prefix;
    private final String device;

    /**
     * @param prefix before every topic; may be empty, else ends in a slash
     * @param device this board's id
     */
    public Topics(TopicSettings names, String prefix, String device) {
        this.names = requireNonNull(names, "names");
        this.prefix = requireNonNull(prefix, "prefix");
        this.device = requireNonNull(device, "device");
    }

    /** Where a thing called {@code name} is unless settings say otherwise, without prefix. */
    public static String under(String tree, String name) {
        return tree + "/" + name;
    }

    /** {@code online} or {@code offline}: also the last will's. */
    public String status() {
        return ofDevice(STATUS);
    }

    /** What the board is and runs. */
    public String info() {
        return ofDevice(INFO);
    }

    /** What there is on the board: what its topics mean. */
    public String things() {
        return ofDevice(THINGS);
    }

    /** The board's own, which everything about it is below. */
    public String device() {
        return ofDevice("");
    }

    /** Below which each board on the broker has a topic of its own: {@code apparaten/}. */
    public String devices() {
        return prefix + names.devices() + "/";
    }

    /** The number of {@code quantity}: the sensor's own topic where it has only one. */
    public String value(SensorSettings sensor, Quantity quantity) {
        return sensor.quantities().size() == 1
                ? prefix + sensor.topic()
                : prefix + under(sensor.topic(), name(quantity));
    }

    /** Where it can be heard: on somebody else's topic where the sensor does not publish it. */
    public String heard(SensorSettings sensor, Quantity quantity) {
        return sensor.wire() instanceof Wire.Topic foreign && !foreign.republish()
                ? foreign.topic()
                : value(sensor, quantity);
    }

    /** Where everything of a sensor is, at this topic and below it. */
    public String of(SensorSettings sensor) {
        return prefix + sensor.topic();
    }

    /** The same of a sensor that settings no longer have. */
    public String of(String sensor) {
        return prefix + under(names.sensors(), sensor);
    }

    /** All values of one reading. */
    public String reading(SensorSettings sensor) {
        return prefix + sensor.topic() + READING;
    }

    /** {@code online} or {@code offline}. */
    public String status(SensorSettings sensor) {
        return prefix + sensor.topic() + STATUS;
    }

    /** The same of one quantity of it; empty where it has only one. */
    public Optional<String> status(SensorSettings sensor, Quantity quantity) {
        return sensor.quantities().size() == 1
                ? Optional.empty()
                : Optional.of(value(sensor, quantity) + STATUS);
    }

    /** What is wrong with it; empty when nothing is. */
    public String fault(SensorSettings sensor) {
        return prefix + sensor.topic() + FAULT;
    }

    /** Readings taken while the broker was away. */
    public String history(SensorSettings sensor) {
        return prefix + sensor.topic() + HISTORY;
    }

    /** The same of a sensor that settings no longer have. */
    public String history(String sensor) {
        return of(sensor) + HISTORY;
    }

    /** {@code ON} or {@code OFF}. */
    public String state(InputSettings input) {
        return prefix + input.topic();
    }

    /** What somebody did with it: {@code click}, {@code double}, {@code long}. */
    public String event(InputSettings input) {
        return prefix + input.topic() + EVENT;
    }

    /** {@code ON} or {@code OFF}, as read back. */
    public String state(ActuatorSettings actuator) {
        return prefix + actuator.topic();
    }

    /** Why it is as it is. */
    public String cause(ActuatorSettings actuator) {
        return prefix + actuator.topic() + CAUSE;
    }

    /** Where its commands come in. */
    public String set(ActuatorSettings actuator) {
        return prefix + actuator.topic() + SET;
    }

    /** Where commands come in, by the output's name: for ours, and for LoRaWAN devices. */
    public Map<String, String> commands(Settings settings) {
        Map<String, String> all = new TreeMap<>();
        settings.actuators().forEach(each -> all.put(each.name(), set(each)));
        settings.bridges().stream()
                .flatMap(bridge -> bridge.downlinks().stream())
                .forEach(each -> all.put(each.name(), set(each)));
        return all;
    }

    /** Where commands come in, for outputs and for rules. */
    public List<String> obeyed(Settings settings) {
        List<String> all = new ArrayList<>(commands(settings).values());
        settings.rules().stream()
                .flatMap(each -> of(each).plain().stream())
                .map(RuleTopics::setOf)
                .forEach(all::add);
        return all;
    }

    /** Below which everything of an output of a LoRaWAN device is. */
    public String of(Downlink downlink) {
        return prefix + under(names.actuators(), downlink.name());
    }

    /** Where the commands for a LoRaWAN device come in. */
    public String set(Downlink downlink) {
        return of(downlink) + SET;
    }

    /** What came of a command for a LoRaWAN device. */
    public String result(Downlink downlink) {
        return of(downlink) + RESULT;
    }

    /** Below which the fields of a LoRaWAN device are: {@code sensoren/<device>}. */
    public String device(String device) {
        return prefix + under(names.sensors(), device);
    }

    /** Whether an alarm is on. */
    public String of(AlarmSettings alarm) {
        return prefix + alarm.topic();
    }

    /** An alarm in words. */
    public String message(AlarmSettings alarm) {
        return of(alarm) + "/message";
    }

    /** The topics of a rule. */
    public RuleTopics of(RuleSettings rule) {
        return new RuleTopics(prefix + rule.topic(), rule.hasSetpoint());
    }

    /** What came of a command. */
    public String result(ActuatorSettings actuator) {
        return prefix + actuator.topic() + RESULT;
    }

    /** Where the answers to commands on the topic {@code set} come: beside it. */
    public static String resultOf(String set) {
        return set.substring(0, set.length() - SET.length()) + RESULT;
    }

    /** Whether answers to commands are published there. */
    public static boolean isResult(String topic) {
        return topic.endsWith(RESULT);
    }

    /** Whether what is published there says why an output is as it is. */
    public static boolean isCause(String topic) {
        return topic.endsWith(CAUSE);
    }

    /** Whether the last level has a meaning of its own below every sensor. */
    public static boolean isMeant(String topic) {
        return Stream.of(STATUS, FAULT, HISTORY, READING, SET).anyMatch(topic::endsWith);
    }

    /** Where Home Assistant learns what is on this device; takes no prefix of ours. */
    public String discovery(HomeAssistantSettings home) {
        return home.prefix() + "/device/" + device + "/config";
    }

    /** How the last uplink of a LoRaWAN device was heard. */
    public String uplink(String device) {
        return device(device) + "/uplink";
    }

    /** The quantity's name in topics and in JSON. */
    public String name(Quantity quantity) {
        return names.english() ? quantity.english() : quantity.dutch();
    }

    /** The filter that matches everything of this board's and of its neighbours with its prefix. */
    public String everything() {
        return prefix + "#";
    }

    /** What {@code topic} belongs to; empty for one that is in none of the six trees. */
    public Optional<Place> parse(String topic) {
        if (!topic.startsWith(prefix)) {
            return Optional.empty();
        }
        String[] levels = topic.substring(prefix.length()).split("/", 3);
        if (levels.length < 2 || levels[1].isEmpty()) {
            return Optional.empty();
        }
        String leaf = levels.length == 3 ? levels[2] : "";
        return tree(levels[0]).map(tree -> new Place(tree, levels[1], leaf));
    }

    private Optional<Tree> tree(String first) {
        return Stream.of(Tree.values()).filter(tree -> first.equals(tree.in(names))).findFirst();
    }

    private String ofDevice(String leaf) {
        return prefix + under(names.devices(), device) + leaf;
    }

    /**
     * A parsed topic.
     *
     * @param name of the sensor, input, actuator, rule, alarm or device
     * @param leaf what follows the name, without a slash before it; may be empty
     */
    public record Place(Tree tree, String name, String leaf) {}
}
