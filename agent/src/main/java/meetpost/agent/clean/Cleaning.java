package meetpost.agent.clean;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import meetpost.agent.announce.Place;
import meetpost.agent.clean.Board.Life;
import meetpost.agent.link.LinkOptions;
import meetpost.agent.link.MqttLink;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.time.Ticks;

/**
 * Finds on a broker what no living board has, and takes it away. For one thread; each method
 * blocks.
 */
public final class Cleaning implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration ALL = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** Boards that say that they are there are asked again, as boards do with each other. */
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(60);

    private static final Duration CLEARED = Duration.ofSeconds(60);
    private static final Duration LEAVE = Duration.ofSeconds(2);

    private final List<Form> forms;
    private final Survey survey;
    private final MqttLink link;

    /**
     * What was found.
     *
     * @param leftovers that may go
     * @param doubtful topics that stay, as a board may have them that says neither yes nor no
     * @param unnamed device ids of such boards
     */
    public record Report(List<Leftover> leftovers, List<String> doubtful, List<String> unnamed) {

        public Report {
            leftovers = List.copyOf(leftovers);
            doubtful = List.copyOf(doubtful);
            unnamed = List.copyOf(unnamed);
        }
    }

    /**
     * Begins to connect.
     *
     * @param places where to look; the first is that of the settings by which the broker lets us in
     */
    public Cleaning(MqttSettings broker, List<Place> places) {
        forms = places.stream().distinct().map(Form::new).toList();
        var random = ThreadLocalRandom.current();
        survey = new Survey(places.get(0), String.format(Locale.ROOT, "%08x", random.nextInt()));
        List<String> filters = new ArrayList<>(survey.filters());
        forms.forEach(form -> filters.addAll(form.filters()));
        link =
                new MqttLink(
                        new LinkOptions(
                                requireNonNull(broker, "broker"),
                                String.format(Locale.ROOT, "meetpost-clean-%08x", random.nextInt()),
                                Optional.empty(),
                                filters.stream().distinct().toList()),
                        Ticks.REAL,
                        random);
        link.start(survey);
    }

    /** Why there is no session, in words; empty: there is one. */
    public Optional<String> problem() throws InterruptedException {
        if (survey.isConnected(CONNECT)) {
            return Optional.empty();
        }
        String why = survey.problem();
        return Optional.of(
                why.isEmpty() ? "no connection within " + CONNECT.toSeconds() + " s" : why);
    }

    /**
     * Looks.
     *
     * @param kept topics that are somebody's, whatever the broker says
     * @param gone device ids of boards that are not there, whatever they say
     * @param progress is told what it waits for
     */
    public Report look(Set<String> kept, Set<String> gone, Consumer<String> progress)
            throws InterruptedException {
        Map<String, byte[]> retained = survey.retained(ALL);
        var inventory = new Inventory(forms, kept, gone, retained);
        List<Board> silent = ask(inventory, ANSWER);
        if (!silent.isEmpty()) {
            progress.accept(
                    "%s online and did not answer; asking again for %s s"
                            .formatted(say(silent), ASKED_AGAIN.toSeconds()));
            for (int each = 0; each < ASKED_AGAIN.dividedBy(ANSWER) && !silent.isEmpty(); each++) {
                silent = ask(inventory, ANSWER);
            }
        }
        return new Report(
                inventory.leftovers(),
                inventory.doubtful(),
                inventory.boards().stream()
                        .filter(board -> board.life() == Life.UNNAMED)
                        .map(Board::device)
                        .toList());
    }

    private static String say(List<Board> boards) {
        List<String> names = boards.stream().map(Board::device).limit(5).toList();
        return String.join(", ", names) + (boards.size() > 1 ? " say they are" : " says it is");
    }

    /** Gives those that have not answered. */
    private List<Board> ask(Inventory inventory, Duration max) throws InterruptedException {
        List<Board> asked =
                inventory.boards().stream()
                        .filter(board -> board.isAsked() && !board.answers())
                        .toList();
        survey.answering(asked, max).forEach(inventory::answered);
        return inventory.boards().stream().filter(board -> board.life() == Life.SILENT).toList();
    }

    /** Takes them away; gives how many of them the broker has acknowledged. */
    public int clear(List<Leftover> leftovers) throws InterruptedException {
        return survey.clear(leftovers.stream().map(Leftover::topic).toList(), CLEARED);
    }

    @Override
    public void close() {
        try {
            link.leave(LEAVE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
