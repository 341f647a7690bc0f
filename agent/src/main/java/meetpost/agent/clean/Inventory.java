package meetpost.agent.clean;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import meetpost.agent.announce.Place;
import meetpost.agent.clean.Board.Life;
import meetpost.agent.topic.Tree;

/** What a broker has retained at some places, and which boards are there. For one thread. */
final class Inventory {

    private final List<Form> forms;
    private final Set<String> kept;
    private final Set<String> gone;
    private final Map<String, byte[]> retained;
    private final Map<String, Board> boards = new LinkedHashMap<>();

    /**
     * @param kept topics that are somebody's, whatever the broker says
     * @param gone device ids of boards that are not there, whatever they say
     * @param retained all that came, by topic
     */
    Inventory(List<Form> forms, Set<String> kept, Set<String> gone, Map<String, byte[]> retained) {
        this.forms = List.copyOf(forms);
        this.kept = Set.copyOf(kept);
        this.gone = Set.copyOf(gone);
        this.retained = new TreeMap<>(retained);
        forms.forEach(this::look);
    }

    private void look(Form form) {
        Place place = form.place();
        retained.forEach(
                (topic, payload) ->
                        place.topics()
                                .parse(topic)
                                .filter(
                                        found ->
                                                topic.equals(
                                                                at(place, found.name())
                                                                        .topics()
                                                                        .status())
                                                        || topic.equals(
                                                                at(place, found.name())
                                                                        .topics()
                                                                        .info()))
                                .ifPresent(found -> add(at(place, found.name()))));
    }

    private void add(Place place) {
        String status = place.topics().status();
        boards.putIfAbsent(
                status,
                new Board(
                        place,
                        Form.json(text(place.topics().info())).orElseGet(JsonObject::new),
                        text(status).equals("online") && !gone.contains(place.device()),
                        false));
    }

    private static Place at(Place place, String device) {
        return new Place(place.trees(), place.prefix(), device, place.discovery());
    }

    private String text(String topic) {
        return new String(retained.getOrDefault(topic, new byte[0]), UTF_8);
    }

    Collection<Board> boards() {
        return List.copyOf(boards.values());
    }

    /** A board has answered. */
    void answered(Board board) {
        boards.put(board.place().topics().status(), board.answering());
    }

    /** What no living board has, in order. */
    List<Leftover> leftovers() {
        List<Leftover> all = new ArrayList<>();
        retained.forEach(
                (topic, payload) -> {
                    Optional<Form> form = form(topic, payload);
                    if (form.isPresent()
                            && !kept.contains(topic)
                            && owner(topic, form.get(), Life.LIVING, Life.UNNAMED).isEmpty()
                            && !isDoubtful(topic, form.get())) {
                        all.add(
                                new Leftover(
                                        topic,
                                        new String(payload, UTF_8),
                                        owner(topic, form.get(), Life.SILENT, Life.OFFLINE)
                                                .map(Board::device)));
                    }
                });
        return all;
    }

    /** What may be a board's that does not say what it has. */
    List<String> doubtful() {
        return retained.entrySet().stream()
                .filter(
                        each ->
                                form(each.getKey(), each.getValue())
                                        .filter(
                                                form ->
                                                        isDoubtful(each.getKey(), form)
                                                                && owner(
                                                                                each.getKey(),
                                                                                form,
                                                                                Life.LIVING,
                                                                                Life.UNNAMED)
                                                                        .isEmpty())
                                        .isPresent())
                .map(Map.Entry::getKey)
                .filter(topic -> !kept.contains(topic))
                .toList();
    }

    private Optional<Form> form(String topic, byte[] payload) {
        return forms.stream().filter(form -> form.fits(topic, payload)).findFirst();
    }

    private Optional<Board> owner(String topic, Form form, Life... lives) {
        return boards.values().stream()
                .filter(board -> List.of(lives).contains(board.life()) && board.has(topic, form))
                .findFirst();
    }

    /** In the trees of such a board, and not named by one that is gone. */
    private boolean isDoubtful(String topic, Form form) {
        boolean inATree =
                form.place()
                        .topics()
                        .parse(topic)
                        .filter(found -> found.tree() != Tree.DEVICES)
                        .isPresent();
        return inATree
                && boards.values().stream()
                        .anyMatch(
                                board ->
                                        board.life() == Life.UNNAMED
                                                && board.place()
                                                        .prefix()
                                                        .equals(form.place().prefix())
                                                && board.place()
                                                        .trees()
                                                        .equals(form.place().trees()));
    }
}
