package meetpost.agent.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import meetpost.agent.announce.Announcements;
import meetpost.agent.announce.Ledger;
import meetpost.agent.settings.TopicSettings;
import org.tinylog.Logger;

/**
 * What a board's info says: what it is and runs, what it has announced and what it claims. At most
 * 8 KB, as others read no more.
 */
final class InfoText {

    /** Of a whole info, whoever wrote it. */
    static final int MOST_BYTES = 8192;

    /** The names of what says who claims what. */
    private static final int KEYS = 200;

    /** Of them for what is wrong with settings that were refused. */
    private static final int MOST_OF_PROBLEMS = 2048;

    private InfoText() {}

    static String of(
            Info info, Identity identity, Announcements announcements, TopicOwnership ownership) {
        var json = new JsonObject();
        json.put("version", info.version());
        json.put("board", info.board());
        json.put("started", Payload.time(identity.started()));
        json.put("session", identity.session());
        json.put("addresses", new JsonArray(info.addresses()));
        info.page().ifPresent(port -> json.put("page", port));
        json.put("prefix", announcements.prefix());
        json.put("topics", trees(announcements.trees()));
        if (!info.problems().isEmpty()) {
            json.put("problems", new JsonArray(shortened(info.problems())));
        }
        Ledger ledger = announcements.ledger();
        // The other half is for what the board claims.
        int room = (MOST_BYTES - size(json)) / 2;
        JsonObject said = ledger.json(announcements.prefix(), room);
        if (!Ledger.read(said, announcements.prefix()).equals(ledger)) {
            Logger.debug(
                    "the info has no room for all that this board has announced: what is left out"
                            + " is not withdrawn after a restart without it");
        }
        json.putAll(said);
        JsonStringWriter whole = JsonWriter.string().object();
        json.forEach(whole::value);
        ownership.describe(whole, MOST_BYTES - size(json) - KEYS);
        return whole.end().done();
    }

    private static JsonObject trees(TopicSettings topics) {
        return JsonObject.builder()
                .value("sensors", topics.sensors())
                .value("inputs", topics.inputs())
                .value("actuators", topics.actuators())
                .value("rules", topics.rules())
                .value("alarms", topics.alarms())
                .value("devices", topics.devices())
                .done();
    }

    private static List<String> shortened(List<String> problems) {
        int left = MOST_OF_PROBLEMS;
        int number = 0;
        for (String each : problems) {
            left -= size(each);
            if (left < 0) {
                break;
            }
            number++;
        }
        if (number == problems.size()) {
            return problems;
        }
        List<String> few = new ArrayList<>(problems.subList(0, number));
        few.add("and %s more: meetpost check".formatted(problems.size() - number));
        return few;
    }

    private static int size(Object json) {
        return JsonWriter.string(json).getBytes(UTF_8).length + 1;
    }
}
