package meetpost.agent.settings.yaml;

import java.util.List;
import java.util.Locale;
import meetpost.agent.settings.DeviceSettings;

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

    static final Group GROUP = new Group("device", List.of(ID, NAME));

    /** The host name of a Pi that nobody has named. */
    private static final String UNNAMED = "raspberrypi";

    private DeviceSection() {}

    static DeviceSettings read(Section section, Surroundings surroundings) {
        String id =
                surroundings
                        .deviceId()
                        .or(() -> section.find(ID))
                        .orElseGet(() -> idOf(surroundings));
        return new DeviceSettings(id, section.find(NAME).orElse(id));
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
}
