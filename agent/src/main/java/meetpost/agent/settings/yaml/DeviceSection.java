package meetpost.agent.settings.yaml;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import meetpost.agent.settings.DeviceSettings;
import meetpost.agent.settings.Position;

/** {@code device:}. */
final class DeviceSection {

    static final Key<String> ID =
            Key.optional(
                    "id",
                    Scalars.NAME,
                    "the host name; `raspberrypi` gets the last 6 digits of the board's serial",
                    "The board's name in topics.");
    static final Key<String> NAME =
            Key.optional(
                    "name", Scalars.text("Kelder Pi"), "the id", "The board's name for people.");

    static final Key<ZoneId> TIME_ZONE =
            Key.optional(
                    "time-zone",
                    Scalar.text(
                            "a time zone such as Europe/Amsterdam",
                            Map.of("type", "string"),
                            DeviceSection::zone),
                    "the system's",
                    "The zone of the times of the day in `rules:`, such as `Europe/Amsterdam`.");

    static final Key<Position> POSITION =
            Key.optional(
                    "position",
                    new Converted<>(
                            new Items<>(
                                    Scalars.decimal(-180, 180),
                                    false,
                                    2,
                                    2,
                                    "latitude and longitude such as [52.09, 5.12]"),
                            DeviceSection::position),
                    "no sun in `rules:`",
                    "Latitude, north of the equator, and longitude, east of Greenwich, in degrees,"
                            + " for `sunrise`, `sunset` and `sun is up`; one tenth is near enough. It"
                            + " does not leave the board.");

    static final Group GROUP = new Group("device", List.of(ID, NAME, TIME_ZONE, POSITION));

    /** The host name of a Pi that nobody has named. */
    private static final String UNNAMED = "raspberrypi";

    private DeviceSection() {}

    static DeviceSettings read(Section section, Surroundings surroundings) {
        String id =
                surroundings
                        .deviceId()
                        .or(() -> section.find(ID))
                        .orElseGet(() -> idOf(surroundings));
        return new DeviceSettings(
                id, section.find(NAME).orElse(id), section.find(TIME_ZONE), section.find(POSITION));
    }

    private static ZoneId zone(String text) throws WrongValue {
        if (!ZoneId.getAvailableZoneIds().contains(text)) {
            throw new WrongValue(
                    "there is no time zone %s, expected %s"
                            .formatted(
                                    ProblemReport.quoted(text),
                                    Nearest.to(text, ZoneId.getAvailableZoneIds())
                                            .orElse("such as Europe/Amsterdam")));
        }
        return ZoneId.of(text);
    }

    private static String idOf(Surroundings surroundings) {
        String host = Scalars.made(surroundings.hostName().split("\\.", 2)[0]);
        if (host.isEmpty()) {
            return "meetpost";
        }
        if (!host.equals(UNNAMED)) {
            return host;
        }
        return surroundings
                .boardSerial()
                .map(serial -> Scalars.made(serial.toLowerCase(Locale.ROOT)))
                .filter(serial -> !serial.isEmpty())
                .map(serial -> host + "-" + serial.substring(Math.max(0, serial.length() - 6)))
                .orElse(host);
    }

    private static Position position(List<Double> degrees) throws WrongValue {
        if (Math.abs(degrees.get(0)) > 90) {
            throw new WrongValue(
                    "%s degrees north, expected -90 to 90 and then degrees east"
                            .formatted(degrees.get(0)));
        }
        return new Position(degrees.get(0), degrees.get(1));
    }
}
