package meetpost.agent.clean;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import meetpost.agent.announce.Ledger;
import meetpost.agent.announce.Place;

/**
 * A board that the broker knows, by its retained status and info.
 *
 * @param place the trees in which it is, and its device id
 * @param info as it wrote it; empty where there is none
 * @param answers whether it has answered in this session
 */
record Board(Place place, JsonObject info, boolean online, boolean answers) {

    private static final Pattern SESSION = Pattern.compile("([0-9a-f]{8})-[0-9a-f]{1,8}");
    private static final String CLAIMS = "claims";

    Board {
        requireNonNull(place, "place");
        requireNonNull(info, "info");
    }

    /** How sure it is that it is there. */
    enum Life {
        /** It answers, or it says that it is there and is of a version that cannot be asked. */
        LIVING,
        /** It says that it is there, and neither what it has nor can it be asked: 0.1.0. */
        UNNAMED,
        /** It says that it is there, and does not answer. */
        SILENT,
        /** Its broker says that it is not there. */
        OFFLINE
    }

    Life life() {
        if (!online || info.isEmpty()) {
            return Life.OFFLINE;
        }
        if (answers) {
            return Life.LIVING;
        }
        if (info.has(CLAIMS)) {
            return Life.SILENT;
        }
        return info.has("announced") ? Life.LIVING : Life.UNNAMED;
    }

    String device() {
        return place.device();
    }

    /** By which it is asked. */
    Optional<String> hash() {
        var session = SESSION.matcher(info.getString("session", ""));
        return session.matches() ? Optional.of(session.group(1)) : Optional.empty();
    }

    /** Whether it is to be asked whether it lives. */
    boolean isAsked() {
        return online && info.has(CLAIMS) && hash().isPresent();
    }

    /** The topics that it names, and everything below those that it claims. */
    boolean has(String topic, Form form) {
        String status = place.topics().status();
        String own = status.substring(0, status.lastIndexOf('/') + 1);
        return topic.startsWith(own)
                || form.discovered(topic).filter(device()::equals).isPresent()
                || named().contains(topic)
                || claimed().stream()
                        .anyMatch(root -> topic.equals(root) || topic.startsWith(root + "/"));
    }

    private Set<String> named() {
        return Ledger.read(info, place.prefix()).all().topics();
    }

    private Set<String> claimed() {
        Set<String> roots = new HashSet<>();
        if (info.get(CLAIMS) instanceof JsonArray claims) {
            for (Object each : claims) {
                if (each instanceof String text) {
                    roots.add(place.prefix() + text.split(" ", 2)[0]);
                }
            }
        }
        return roots;
    }

    Board answering() {
        return new Board(place, info, online, true);
    }
}
