package meetpost.agent.settings.yaml;

import static meetpost.agent.settings.yaml.Units.duration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.ShapingSettings.Filter;
import meetpost.agent.settings.ShapingSettings.Limits;
import meetpost.agent.settings.ShapingSettings.Point;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.topic.Topics;
import meetpost.drivers.sensor.Part;

/** {@code sensors:}, one of them. */
final class SensorSection {

    static final Key<String> PART =
            Key.required(
                    "part",
                    Scalar.any(
                            "a part such as maxim,ds18b20",
                            Map.of(
                                    "type",
                                    "string",
                                    "pattern",
                                    "^([a-z0-9]+,)?[a-z0-9-]+$",
                                    "examples",
                                    OtherParts.andAllOthers().stream().map(Part::name).toList()),
                            PartNames::written),
                    "Maker and part, as in the table of parts; without the maker, such as `ds18b20`,"
                            + " where one maker has it.");
    static final Key<String> NAME =
            Key.optional("name", Scalars.text("Kelder"), "its name in the file", "For people.");
    static final Key<Integer> BUS =
            Key.of("bus", Scalars.whole(0, 99), "1", "I2C: the number in `/dev/i2c-1`.");
    static final Key<Integer> ADDRESS =
            Key.optional(
                    "address",
                    SensorTypes.ADDRESS,
                    "the part's usual one",
                    "I2C: the address, such as `0x76`.");
    static final Key<String> ROM =
            Key.optional(
                    "rom",
                    SensorTypes.ROM_CODE,
                    "the only one of its kind on the bus",
                    "1-wire: the ROM code, such as `28-0316a2791cff`.");
    static final Key<Integer> GPIO =
            Key.optional(
                    "gpio",
                    PinTypes.GPIO,
                    "required for a part on one line",
                    "On a line of the header: its GPIO number, such as `4`.");
    static final Key<String> DEVICE =
            Key.optional(
                    "device",
                    Scalars.text("mcp3008"),
                    "required for `linux,iio` and `linux,hwmon`",
                    "What the kernel calls it, such as `mcp3008`, or where it is wired, such as"
                            + " `1-0048` or `spi0.0`.");
    static final Key<List<String>> CHANNEL =
            Key.optional(
                    "channel",
                    SensorTypes.CHANNELS,
                    "as usual for the device",
                    "Of a device of the kernel: such as `temp1` or `[temp, pressure]`; `meetpost"
                            + " scan` shows what it has.");
    static final Key<Duration> EVERY =
            Key.of(
                    "every",
                    duration("10s", Duration.ofMillis(100), Duration.ofDays(30)),
                    "10s",
                    "From one reading to the next; 100ms to 30d. Of `mqtt`, where it is `1h`: the"
                            + " longest silence; for longer it is a fault.");
    static final Key<Integer> QOS =
            Key.of("qos", Scalars.whole(0, 2), "1", "MQTT quality of service of its topics.");
    static final Key<PerQuantity.Value<Integer>> DECIMALS =
            Key.optional(
                    "decimals",
                    new PerQuantity<>(Scalars.whole(0, 6)),
                    "as the quantity has it",
                    "Digits after the point that are published.");
    static final Key<PerQuantity.Value<Double>> OFFSET =
            Key.optional(
                    "offset",
                    new PerQuantity<>(SensorTypes.NUMBER),
                    "`0`",
                    "Is added to what was measured.");
    static final Key<PerQuantity.Value<List<Point>>> CALIBRATION =
            Key.optional(
                    "calibration",
                    new PerQuantity<>(SensorTypes.CALIBRATION),
                    "none",
                    "Instead of `offset`: points `[[measured, true], ...]`, straight between them.");
    static final Key<PerQuantity.Value<Filter>> FILTER =
            Key.optional(
                    "filter",
                    new PerQuantity<>(SensorTypes.FILTER_OF_LAST),
                    "none",
                    "`median N` or `mean N` of the last N samples, 2 to 99.");
    static final Key<PerQuantity.Value<Double>> DEADBAND =
            Key.optional(
                    "deadband",
                    new PerQuantity<>(Scalars.decimal(0, 1e9)),
                    "`0`: every reading",
                    "Publishes only when the value moved this far, or `max-silence` went by.");
    static final Key<List<Named.Entry>> CHANNELS =
            Key.optional(
                    "channels",
                    new Named("channel", ChannelSection.GROUP),
                    "all inputs, `ain0` to `ain3`",
                    "The inputs of an analog-to-digital converter, by names for formulas.");
    static final Key<List<Derivable>> DERIVE =
            Key.optional(
                    "derive",
                    new Items<>(
                            Derivable.NAMED, true, 1, 2, "dauwpunt, absolute-vochtigheid or both"),
                    "nothing",
                    "`dauwpunt`, `absolute-vochtigheid` or both, of a sensor with temperature and"
                            + " humidity.");
    static final Key<List<Named.Entry>> QUANTITIES =
            Key.optional(
                    "quantities",
                    new Named("quantity", FormulaSection.GROUP),
                    "none",
                    "Quantities that follow from what it measures, by formulas.");
    static final Key<Duration> MAX_SILENCE =
            Key.of(
                    "max-silence",
                    duration("5m", Duration.ofSeconds(1), Duration.ofDays(30)),
                    "5m",
                    "Publishes after this long at the latest, whatever `deadband` says.");
    static final Key<PerQuantity.Value<Limits>> LIMITS =
            Key.optional(
                    "limits",
                    new PerQuantity<>(SensorTypes.LIMITS),
                    "none",
                    "`[low, high]`: outside is a fault, not a value.");
    static final Key<PerQuantity.Value<Double>> MAX_RATE =
            Key.optional(
                    "max-rate",
                    new PerQuantity<>(Units.rate()),
                    "none",
                    "Such as `5/min`: faster is believed only when three samples in a row agree.");
    static final Key<Duration> MAX_SAME =
            Key.optional(
                    "max-same",
                    duration("6h", Duration.ofSeconds(1), Duration.ofDays(366)),
                    "forever",
                    "Exactly the same value for longer: the sensor is stuck, a fault.");
    static final Key<PerQuantity.Value<String>> CLASS =
            Key.optional(
                    "class",
                    new PerQuantity<>(DeviceClasses.SENSOR),
                    "as the quantity has it",
                    "For Home Assistant; `atmospheric_pressure` and `moisture` say more than"
                            + " `pressure` and `humidity`.");
    static final Key<String> TOPIC =
            Key.optional(
                    "topic",
                    TopicTypes.TOPIC,
                    "`sensoren/` and its name",
                    "Its topic; one of several quantities is appended as a level. Of `part: mqtt` the"
                            + " topic that is heard, whole.");
    static final Key<Boolean> JSON =
            Key.optional(
                    "json",
                    Scalars.FLAG,
                    "as `json:` for all sensors",
                    "Also publishes whole readings as JSON on `.../reading`.");

    static final Key<Boolean> HISTORY =
            Key.of("history", Scalars.FLAG, "true", "`false`: `history:` keeps nothing of it.");

    /** A battery powered sensor says something now and then. */
    private static final Duration LONGEST_SILENCE = Duration.ofHours(1);

    static final Group GROUP =
            new Group(
                    "sensors.<name>",
                    List.of(
                            PART,
                            NAME,
                            BUS,
                            ADDRESS,
                            ROM,
                            GPIO,
                            DEVICE,
                            CHANNEL,
                            OutsideKeys.VALUES,
                            OutsideKeys.REPUBLISH,
                            OutsideKeys.COMMAND,
                            OutsideKeys.TIMEOUT,
                            P1Keys.PORT,
                            P1Keys.DSMR,
                            CounterKeys.MEASURES,
                            CounterKeys.UNIT,
                            CounterKeys.PER_PULSE,
                            CounterKeys.PULSES_PER_UNIT,
                            CounterKeys.BEGIN,
                            CounterKeys.EDGE,
                            CounterKeys.PULL,
                            CounterKeys.DEBOUNCE,
                            EVERY,
                            QOS,
                            DECIMALS,
                            OFFSET,
                            CALIBRATION,
                            FILTER,
                            DEADBAND,
                            MAX_SILENCE,
                            LIMITS,
                            MAX_RATE,
                            MAX_SAME,
                            CLASS,
                            CHANNELS,
                            DERIVE,
                            QUANTITIES,
                            TOPIC,
                            JSON,
                            HISTORY,
                            RoomKey.ROOM));

    private final PartNames parts;
    private final TopicSettings topics;
    private final boolean json;
    private final ProblemReport report;

    /**
     * @param parts what there are drivers for
     * @param json for sensors that do not say themselves
     */
    SensorSection(List<Part> parts, TopicSettings topics, boolean json, ProblemReport report) {
        this.parts = new PartNames(parts);
        this.topics = topics;
        this.json = json;
        this.report = report;
    }

    /** Empty when its part is unknown, which was then reported. */
    Optional<Found<SensorSettings>> read(String name, Section section) {
        Optional<Part> wanted = section.find(PART).flatMap(part -> part(part, section));
        boolean foreign =
                wanted.filter(part -> part.attachment() instanceof Part.Attachment.Topic)
                        .isPresent();
        Duration every =
                foreign ? section.find(EVERY).orElse(LONGEST_SILENCE) : section.value(EVERY);
        Optional<Duration> maxSame = section.find(MAX_SAME);
        if (maxSame.isPresent() && maxSame.get().compareTo(every) <= 0) {
            report.at(
                    section.at(MAX_SAME),
                    "\"max-same\" of %s is not longer than \"every\" of %s, expected e.g. 6h"
                            .formatted(Units.shown(maxSame.get()), Units.shown(every)));
        }
        Optional<SensorWires.Wired> wired =
                wanted.flatMap(part -> new SensorWires(part, section, report).read());
        if (wired.isEmpty()) {
            return Optional.empty();
        }
        var chosen = ChannelSection.read(wired.get().part(), section, report);
        Part part = chosen.part();
        var formulas = new Formulas(name, part, chosen.kept(), section, report).read();
        var quantities = new Shaping(part, formulas, section, report);
        SensorSettings sensor =
                new SensorSettings(
                        name,
                        section.find(NAME).orElse(name),
                        part,
                        wired.get().wire(),
                        every,
                        section.value(QOS),
                        quantities.read(),
                        quantities.deviceClasses(),
                        section.value(MAX_SILENCE),
                        maxSame,
                        section.find(TOPIC)
                                .filter(topic -> !foreign)
                                .orElse(Topics.under(topics.sensors(), name)),
                        section.find(JSON).orElse(json),
                        formulas.derived());
        return Optional.of(new Found<>(sensor, section));
    }

    private Optional<Part> part(String name, Section section) {
        try {
            return Optional.of(parts.part(name));
        } catch (WrongValue e) {
            report.at(section.at(PART), e.text());
            return Optional.empty();
        }
    }
}
