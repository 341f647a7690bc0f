package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import meetpost.agent.calendar.Timetable;
import meetpost.agent.claim.Standing;
import meetpost.agent.command.Wish;
import meetpost.agent.command.Wishes;
import meetpost.agent.link.MessageListener;
import meetpost.agent.publish.Publisher;
import meetpost.agent.rule.RuleInbox.Arrived;
import meetpost.agent.rule.RuleInbox.Place;
import meetpost.agent.settings.rule.RuleSettings;
import meetpost.agent.time.FirstRelease;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.RuleTopics;
import meetpost.agent.topic.Topics;
import meetpost.agent.worker.Work;
import meetpost.agent.worker.Worker;
import meetpost.drivers.bus.WakeSignal;
import org.tinylog.Logger;

/**
 * Looks at all rules on a thread of its own, whenever something is known anew and each second, and
 * says what they want. What persons tell a rule is answered when it is on the disk.
 */
public final class RuleDesk implements AutoCloseable {

    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final long RENEWED_NANOS = Duration.ofMinutes(1).toNanos();

    private final Alarms alarms;
    private final Knowledge knowledge;
    private final Wishes wishes;
    private final Topics topics;
    private final Supplier<Standing> standing;
    private final Ticks ticks;
    private final Clock clock;
    private final Timetable timetable;
    private final KeptFile file;
    private final RuleCommands commands;
    private final RuleTeller told;
    private final WakeSignal news;
    private final Worker worker;
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private Map<String, Wish> said = Map.of();
    private long saidAt;
    private Map<String, Kept> written = Map.of();

    private volatile Optional<RuleInbox> inbox = Optional.empty();
    private volatile List<RuleSettings> wanted;
    private volatile List<String> problems = List.of();

    /**
     * Does nothing yet.
     *
     * @param knowledge what rules see
     * @param wishes where they say what they want
     * @param state the directory for what must outlive a restart
     */
    public RuleDesk(
            List<RuleSettings> rules,
            Alarms alarms,
            Knowledge knowledge,
            Wishes wishes,
            Publisher publisher,
            Topics topics,
            Supplier<Standing> standing,
            Timetable timetable,
            Path state,
            Ticks ticks,
            Clock clock) {
        this.wanted = List.copyOf(rules);
        this.alarms = requireNonNull(alarms, "alarms");
        this.knowledge = requireNonNull(knowledge, "knowledge");
        this.wishes = requireNonNull(wishes, "wishes");
        this.topics = requireNonNull(topics, "topics");
        this.standing = requireNonNull(standing, "standing");
        this.ticks = requireNonNull(ticks, "ticks");
        this.clock = requireNonNull(clock, "clock");
        this.timetable = requireNonNull(timetable, "timetable");
        this.file = new KeptFile(state.resolve("rules.json"));
        this.commands = new RuleCommands(publisher, wishes, ticks);
        this.told = new RuleTeller(publisher, topics, wishes);
        this.news = knowledge.news();
        this.worker = new Worker("rules", Ticks.REAL, new Turns());
    }

    /** What comes for rules is kept here, the rest is for {@code others}. Before {@link #start}. */
    public MessageListener before(MessageListener others) {
        Map<String, Place> places = new HashMap<>();
        for (RuleSettings each : wanted) {
            RuleTopics of = topics.of(each);
            places.put(RuleTopics.setOf(of.mode()), new Place(each.name(), of.root(), true));
            if (each.hasSetpoint()) {
                places.put(
                        RuleTopics.setOf(of.setpoint()), new Place(each.name(), of.root(), false));
            }
        }
        var made = new RuleInbox(places, standing, news, others);
        inbox = Optional.of(made);
        return made;
    }

    /** From now on rules say what they want. */
    public void start() {
        worker.start();
    }

    /** From now on these count, of the same names; one that is what it was keeps what it knows. */
    public void settings(List<RuleSettings> others) {
        wanted = List.copyOf(others);
        news.raise();
    }

    /** What is wrong with rules, in words. Any thread. */
    public List<String> problems() {
        return problems;
    }

    /** From now on persons' commands are answered with shutting-down. */
    public void refuse() {
        commands.refuse();
    }

    /** Ends the thread, and waits for that for a second at most. */
    @Override
    public void close() {
        refuse();
        worker.end();
        news.raise();
        try {
            if (worker.isStarted() && !worker.join(CLOSING)) {
                Logger.error("rules: the thread does not end, not waiting for it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Turns implements Work {

        private boolean begun;

        @Override
        public void begin() throws InterruptedException {
            ticks.enter();
        }

        @Override
        public void turn() throws InterruptedException {
            if (begun) {
                // Woken for whatever reason, it looks.
                boolean unused = news.await(TURN);
            }
            begun = true;
            look();
        }
    }

    /** Once; for the desk's own thread, or for a test that starts none. */
    void look() {
        Moment moment = moment();
        takeOver(moment);
        List<Runnable> answers = new ArrayList<>();
        inbox.ifPresent(
                from -> {
                    for (int i = 0; i < RuleInbox.MOST; i++) {
                        Optional<Arrived> next = from.next();
                        if (next.isEmpty()) {
                            break;
                        }
                        answers.add(commands.handle(next.get(), rules, moment));
                    }
                    if (!from.isEmpty()) {
                        news.raise();
                    }
                });
        List<Map<String, Wish>> each = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Rule rule : rules.values()) {
            look(rule, moment, each, wrong);
        }
        say(Merging.merged(each), moment);
        alarms.look(moment);
        keep(moment);
        answers.forEach(Runnable::run);
        problems = List.copyOf(wrong);
    }

    private Moment moment() {
        Instant now = clock.instant();
        return new Moment(
                ticks.now(), FirstRelease.isAfter(now) ? Optional.empty() : Optional.of(now));
    }

    /**
     * An error in one rule is that rule's only: it is silent, and its outputs go where they must.
     */
    private void look(Rule rule, Moment moment, List<Map<String, Wish>> each, List<String> wrong) {
        try {
            Map<String, Wish> wants = rule.look(moment);
            each.add(wants);
            told.tell(rule, wants, moment);
            rule.fault()
                    .ifPresent(text -> wrong.add("rule " + rule.settings().name() + ": " + text));
        } catch (RuntimeException e) {
            Logger.error(e, "rule {}: a defect of the program", rule.settings().name());
            wrong.add("rule " + rule.settings().name() + ": a defect of the program");
        }
    }

    private void takeOver(Moment moment) {
        List<RuleSettings> fresh = wanted;
        if (rules.size() == fresh.size()
                && fresh.stream()
                        .allMatch(
                                one ->
                                        rules.containsKey(one.name())
                                                && Objects.requireNonNull(
                                                                rules.get(one.name()), one.name())
                                                        .settings()
                                                        .equals(one))) {
            return;
        }
        Map<String, Kept> kept = rules.isEmpty() ? file.read() : kept(moment);
        if (rules.isEmpty()) {
            written = kept;
        }
        Map<String, Rule> before = new HashMap<>(rules);
        rules.clear();
        for (RuleSettings one : Merging.ordered(fresh)) {
            Rule known = before.get(one.name());
            if (known != null && known.settings().equals(one)) {
                rules.put(one.name(), known);
            } else {
                var rule = new Rule(one, knowledge, timetable, ticks.now());
                rule.restore(kept.getOrDefault(one.name(), Kept.NOTHING), moment);
                rules.put(one.name(), rule);
            }
        }
    }

    private void say(Map<String, Wish> all, Moment moment) {
        if (!all.equals(said) || moment.tick() - saidAt >= RENEWED_NANOS) {
            said = all;
            saidAt = moment.tick();
            wishes.wish(all);
        }
    }

    private Map<String, Kept> kept(Moment moment) {
        Map<String, Kept> all = new HashMap<>();
        rules.forEach((name, rule) -> all.put(name, rule.kept(moment)));
        return all;
    }

    private void keep(Moment moment) {
        if (!commands.takeChanged()) {
            return;
        }
        Map<String, Kept> all = kept(moment);
        if (all.equals(written)) {
            return;
        }
        try {
            file.write(all);
            written = all;
        } catch (IOException e) {
            Logger.error("modes and setpoints of rules are not kept: {}", e.getMessage());
        }
    }
}
