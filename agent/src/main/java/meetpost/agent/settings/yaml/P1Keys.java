package meetpost.agent.settings.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.drivers.p1.P1Channel;
import meetpost.drivers.sensor.Part;

/** Keys of sensors on a serial port. */
final class P1Keys {

    private static final String PORT_WORDS = "a device such as /dev/ttyUSB0, or tcp://host:port";
    private static final String PORT_FORM =
            "^(/dev/[A-Za-z0-9._:/@-]{1,200}|tcp://[A-Za-z0-9.\\[\\]:-]{1,200}:[0-9]{1,5})$";
    private static final Pattern FORM = Pattern.compile(PORT_FORM);
    private static final int OLDEST = 2;
    private static final int NEWEST = 5;
    private static final int MOST_PORT = 65_535;

    static final Key<String> PORT =
            Key.optional(
                    "port",
                    Scalar.any(
                            PORT_WORDS,
                            Map.of("type", "string", "pattern", PORT_FORM),
                            P1Keys::port),
                    "required for `p1`",
                    "Of `p1`: the serial port, best as `/dev/serial/by-id/...`, or"
                            + " `tcp://host:port` of a box that passes it on.");
    static final Key<Integer> DSMR =
            Key.of(
                    "dsmr",
                    Scalars.whole(OLDEST, NEWEST),
                    "5",
                    "Of `p1`: 4 and 5 are 115200 baud with a checksum, 2 and 3 are 9600 baud with"
                            + " seven bits and none.");

    private P1Keys() {}

    /** What they say; empty: something is wrong, which was reported. */
    static Optional<SensorWires.Wired> read(Part part, Section section, ProblemReport report) {
        if (!section.has(PORT)) {
            report.at(
                    section.at(),
                    "\"port\" is missing, expected where the meter's cable is, such as /dev/ttyUSB0");
        }
        List<P1Channel> channels = new ArrayList<>();
        Optional<List<String>> names = section.find(SensorSection.CHANNEL);
        for (String name : names.orElse(List.of())) {
            Optional<P1Channel> channel = P1Channel.called(name);
            if (channel.isEmpty() || channels.contains(channel.get())) {
                report.at(
                        section.at(SensorSection.CHANNEL),
                        channel.isEmpty()
                                ? "a meter has no %s, expected %s"
                                        .formatted(
                                                ProblemReport.quoted(name),
                                                Nearest.to(name, all())
                                                        .orElseGet(() -> Scalars.or(all())))
                                : name + " is here twice, expected once");
                return Optional.empty();
            }
            channels.add(channel.get());
        }
        List<P1Channel> wanted = channels.isEmpty() ? P1Channel.usual() : channels;
        return section.find(PORT)
                .map(
                        port ->
                                new SensorWires.Wired(
                                        part.measuring(
                                                wanted.stream().map(P1Channel::quantity).toList()),
                                        new Wire.Serial(port, section.value(DSMR), wanted)));
    }

    private static List<String> all() {
        return Arrays.stream(P1Channel.values()).map(each -> each.quantity().dutch()).toList();
    }

    private static String port(String text) throws WrongValue {
        boolean right =
                FORM.matcher(text).matches()
                        && !text.contains("/../")
                        && (!text.startsWith("tcp:")
                                || Integer.parseInt(text.substring(text.lastIndexOf(':') + 1))
                                        <= MOST_PORT);
        if (!right) {
            throw new WrongValue(
                    ProblemReport.quoted(text) + " is no port, expected " + PORT_WORDS);
        }
        return text;
    }
}
