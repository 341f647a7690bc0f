package meetpost.agent.settings.yaml;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import meetpost.agent.settings.Rooms;

/** {@code room:} of sensors, inputs and outputs. */
final class RoomKey {

    static final Key<String> ROOM =
            Key.optional(
                    "room",
                    Scalars.text("Kas"),
                    "none",
                    "The room that it is in, as people call it: groups things on the page of all"
                            + " boards.");

    private RoomKey() {}

    /** Of all that a file names. */
    static Rooms rooms(Section root) {
        return new Rooms(of(root, Root.SENSORS), of(root, Root.INPUTS), of(root, Root.ACTUATORS));
    }

    /** By name; of two of one name, which was reported, the first. */
    private static Map<String, String> of(Section root, Key<List<Named.Entry>> key) {
        return root.find(key).orElse(List.of()).stream()
                .filter(each -> each.section().find(ROOM).isPresent())
                .collect(
                        Collectors.toUnmodifiableMap(
                                Named.Entry::name,
                                each -> each.section().find(ROOM).orElseThrow().strip(),
                                (first, second) -> first));
    }
}
