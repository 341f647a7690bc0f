package meetpost.agent.claim;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;

/**
 * What a board says of itself on its info topic, as far as others must know it.
 *
 * @param run tells this start of its program from others
 * @param claims empty for version 0.1.0, which names none
 * @param held topics of claims that it had before
 * @param yields topics of claims that another board has, with that board's hash
 * @param inherited the hash of the board in which its card, or the original of it, was before
 */
record Announcement(
        Board board,
        String run,
        List<Claim> claims,
        Set<String> held,
        Map<String, String> yields,
        Optional<String> inherited) {

    /** A whole info, whoever wrote it. */
    static final int MOST_BYTES = 8192;

    private static final Limits LIMITS = new Limits(MOST_BYTES, 4, 1500);
    private static final Pattern SESSION = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{1,8}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{8}");

    Announcement {
        requireNonNull(board, "board");
        requireNonNull(run, "run");
        claims = List.copyOf(claims);
        held = Set.copyOf(held);
        yields = Map.copyOf(yields);
        requireNonNull(inherited, "inherited");
    }

    /** A topic's rank among those of several boards: the higher one has it. */
    Rank rank(String topic) {
        if (held.contains(topic)) {
            return Rank.HELD;
        }
        return yields.containsKey(topic) ? Rank.KEPT_FOR_ANOTHER : Rank.NEW;
    }

    /** The first of a session: {@code 3f2a9c01-6b1d04ef}. */
    static Optional<String> hash(String session) {
        return SESSION.matcher(session).matches()
                ? Optional.of(session.substring(0, session.indexOf('-')))
                : Optional.empty();
    }

    /**
     * Reads what anybody may have written; empty where no board can have.
     *
     * @param device as the topic says
     * @param prefix before the topics of its claims
     */
    static Optional<Announcement> read(String device, byte[] payload, String prefix) {
        JsonObject info;
        try {
            info = BoundedJson.object(payload, LIMITS);
        } catch (JsonRefusedException e) {
            return Optional.empty();
        }
        String session = info.getString("session", "");
        Set<String> shared = texts(info.getArray("shared"));
        List<Claim> claims = new ArrayList<>();
        for (String text : texts(info.getArray("claims"))) {
            String topic = text.split(" ", 2)[0];
            Claim.parse(text, prefix, shared.contains(topic)).ifPresent(claims::add);
        }
        Set<String> held = new HashSet<>();
        if (info.getBoolean("holds", false)) {
            claims.forEach(each -> held.add(each.topic()));
        } else {
            texts(info.getArray("holds")).forEach(each -> held.add(prefix + each));
        }
        Map<String, String> yields = yields(info.getObject("yields"), prefix);
        Optional<String> inherited =
                Optional.ofNullable(info.getString("inherited")).filter(HASH.asMatchPredicate());
        return hash(session)
                .map(
                        hash ->
                                new Announcement(
                                        new Board(device, hash),
                                        session.substring(hash.length() + 1),
                                        claims,
                                        held,
                                        yields,
                                        inherited));
    }

    private static Map<String, String> yields(JsonObject said, String prefix) {
        Map<String, String> yields = new HashMap<>();
        if (said != null) {
            for (String hash : said.keySet()) {
                if (HASH.matcher(hash).matches()) {
                    texts(said.getArray(hash)).forEach(each -> yields.put(prefix + each, hash));
                }
            }
        }
        return yields;
    }

    /** In their order. */
    private static Set<String> texts(JsonArray array) {
        Set<String> texts = new LinkedHashSet<>();
        if (array != null) {
            for (Object each : array) {
                if (each instanceof String text) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }
}
