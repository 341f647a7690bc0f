package meetpost.agent.claim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonStringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tinylog.Logger;

/** Writes into our info what we claim, as {@link Announcement} reads it. For one thread. */
final class Announcer {

    /** Quotes, a comma, and the same topic once more among those that are held or given up. */
    private static final int AROUND = 8;

    private static final int MOST_TOPICS_OF_A_CONFLICT = 20;

    private final Self self;
    private final Holdings holdings;
    private boolean said;

    Announcer(Self self, Holdings holdings) {
        this.self = requireNonNull(self, "self");
        this.holdings = requireNonNull(holdings, "holdings");
    }

    void write(JsonStringWriter json, List<Claim> claims, List<Conflict> conflicts, int room) {
        List<Conflict> shown = new ArrayList<>();
        int left = room;
        for (Conflict each : conflicts) {
            if (left - size(each) > room / 2) {
                shown.add(each);
                left -= size(each);
            }
        }
        List<Claim> named = new ArrayList<>();
        for (Claim each : claims) {
            left -=
                    each.text(self.prefix()).getBytes(UTF_8).length
                            + each.topic().length()
                            + 2 * AROUND;
            if (left >= 0) {
                named.add(each);
            }
        }
        json.array("claims", named.stream().map(each -> each.text(self.prefix())).toList());
        array(json, "shared", named.stream().filter(Claim::shared).toList());
        List<Claim> held = named.stream().filter(each -> holdings.holds(each.topic())).toList();
        if (held.size() == named.size() && !held.isEmpty()) {
            json.value("holds", true);
        } else {
            array(json, "holds", held);
        }
        yields(json, named);
        holdings.inheritedFrom().ifPresent(hash -> json.value("inherited", hash));
        conflicts(json, shown);
        if (shown.size() < conflicts.size()) {
            json.value("conflicts-left-out", conflicts.size() - shown.size());
        }
        leftOut(json, claims.size() - named.size());
    }

    private void leftOut(JsonStringWriter json, int number) {
        if (number > 0) {
            json.value("claims-left-out", number);
            if (!said) {
                Logger.warn(
                        "the info of this board has no room for {} of its claims: another board that"
                                + " has these topics too cannot know of them",
                        number);
            }
        }
        said = number > 0;
    }

    private void array(JsonStringWriter json, String key, List<Claim> claims) {
        if (!claims.isEmpty()) {
            json.array(key, claims.stream().map(each -> relative(each.topic())).toList());
        }
    }

    private void yields(JsonStringWriter json, List<Claim> named) {
        Map<String, List<String>> byBoard = new TreeMap<>();
        named.forEach(
                each ->
                        holdings.yieldedTo(each.topic())
                                .ifPresent(
                                        hash ->
                                                byBoard.computeIfAbsent(
                                                                hash, any -> new ArrayList<>())
                                                        .add(relative(each.topic()))));
        if (!byBoard.isEmpty()) {
            json.object("yields");
            byBoard.forEach(json::array);
            json.end();
        }
    }

    private void conflicts(JsonStringWriter json, List<Conflict> conflicts) {
        if (conflicts.isEmpty()) {
            return;
        }
        json.array("conflicts");
        for (Conflict each : conflicts) {
            List<String> topics = each.topics();
            json.object()
                    .value("device", each.other().device())
                    .value("board", each.other().hash())
                    .value("holder", (each.ours() ? each.self() : each.other()).device())
                    .array(
                            "topics",
                            topics.subList(0, Math.min(MOST_TOPICS_OF_A_CONFLICT, topics.size())))
                    .value("message", each.text())
                    .value("type", each.line())
                    .end();
        }
        json.end();
    }

    private int size(Conflict conflict) {
        return 200
                + 2 * conflict.text().getBytes(UTF_8).length
                + conflict.topics().stream()
                        .limit(MOST_TOPICS_OF_A_CONFLICT)
                        .mapToInt(topic -> topic.getBytes(UTF_8).length + AROUND)
                        .sum();
    }

    private String relative(String topic) {
        return topic.startsWith(self.prefix()) ? topic.substring(self.prefix().length()) : topic;
    }
}
