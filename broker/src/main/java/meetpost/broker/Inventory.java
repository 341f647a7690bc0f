package meetpost.broker;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import meetpost.broker.access.SessionOwner;
import meetpost.broker.message.FilterLevels;
import meetpost.broker.message.Message;
import meetpost.broker.message.OutgoingMessage;
import meetpost.broker.message.ProtocolException;
import meetpost.broker.message.Reason;
import meetpost.broker.message.Topic;
import meetpost.broker.message.TopicFilter;
import meetpost.broker.retained.Retained;
import meetpost.broker.retained.RetainedNode;
import meetpost.broker.session.ClientLink;
import meetpost.broker.session.Session;
import meetpost.broker.session.Sessions;
import meetpost.broker.storage.Absence;

/**
 * What the broker holds for its clients, for whoever looks after it. Each question costs the event
 * loop a few milliseconds at most. Confined to it.
 */
final class Inventory {

    /** Nodes that one question looks at, of which few may match. */
    private static final int LOOKED_AT = 5_000;

    private static final Comparator<SessionReport> LARGEST_FIRST =
            Comparator.comparingLong(SessionReport::bytes)
                    .thenComparingInt(SessionReport::messages)
                    .reversed()
                    .thenComparingLong(SessionReport::number);

    private final Engine engine;

    Inventory(Engine engine) {
        this.engine = engine;
    }

    /**
     * Checked as that of a SUBSCRIBE.
     *
     * @throws IllegalArgumentException that says what is wrong
     */
    static TopicFilter filter(String text) {
        try {
            TopicFilter filter = TopicFilter.of(text, Integer.MAX_VALUE);
            if (filter.shared()) {
                throw new IllegalArgumentException(
                        "'%s' is a shared subscription, expected a filter such as sensoren/#"
                                .formatted(text));
            }
            return filter;
        } catch (ProtocolException e) {
            throw new IllegalArgumentException(
                    e.text() + ", expected one such as sensoren/# or sensoren/+/status", e);
        }
    }

    List<Broker.Client> clients() {
        List<Broker.Client> clients = new ArrayList<>();
        for (Session session : engine.sessions().all()) {
            ClientLink link = session.link();
            if (link != null) {
                clients.add(new Broker.Client(session.clientId(), link.address()));
            }
        }
        clients.sort(Comparator.comparing(Broker.Client::id));
        return clients;
    }

    /** False if it is not connected. */
    boolean cut(String clientId) {
        for (Session session : engine.sessions().all()) {
            ClientLink link = session.link();
            if (link != null && session.clientId().equals(clientId)) {
                link.cut();
                engine.event("client %s is cut off", clientId);
                return true;
            }
        }
        return false;
    }

    List<SessionReport> sessions(long after, int most) {
        return engine.sessions().all().stream()
                .filter(session -> session.number() > after)
                .sorted(Comparator.comparingLong(Session::number))
                .limit(most)
                .map(this::report)
                .toList();
    }

    List<SessionReport> largest(int most) {
        return engine.sessions().all().stream()
                .map(this::report)
                .sorted(LARGEST_FIRST)
                .limit(most)
                .toList();
    }

    private SessionReport report(Session session) {
        Sessions sessions = engine.sessions();
        SessionOwner owner = session.owner();
        ClientLink link = session.link();
        Absence absence = session.absence();
        Optional<String> place =
                link != null
                        ? Optional.of(link.address())
                        : Optional.of(owner.name())
                                .filter(name -> !owner.named() && !name.isEmpty());
        List<OutgoingMessage> outgoing = session.outgoing();
        return new SessionReport(
                session.number(),
                session.clientId(),
                Optional.of(owner.name()).filter(name -> owner.named()),
                place,
                link != null,
                outgoing.size(),
                outgoing.stream().mapToLong(one -> one.message().cost()).sum(),
                session.subscriptions().size(),
                session.waiting().lost(),
                Optional.ofNullable(absence)
                        .map(one -> sessions.absentees().runningTime() - one.since())
                        .map(Duration::ofSeconds),
                Duration.ofSeconds(session.expirySeconds()));
    }

    Optional<SessionReport> drop(String clientId) {
        for (Session session : engine.sessions().all()) {
            if (session.clientId().equals(clientId)) {
                SessionReport was = report(session);
                drop(session);
                return Optional.of(was);
            }
        }
        return Optional.empty();
    }

    private void drop(Session session) {
        engine.event("session %s is dropped, as somebody here asked for", session.clientId());
        ClientLink link = session.link();
        if (link != null) {
            link.end(Reason.ADMINISTRATIVE_ACTION, "its session is dropped");
        }
        if (session.absence() != null) {
            engine.sessions().end(session);
        }
    }

    RetainedReport.Answer retained(TopicFilter filter, RetainedReport.Page page) {
        Retained retained = engine.retained();
        long until = page.after() == 0 ? retained.last() : page.until();
        List<RetainedReport> found = new ArrayList<>();
        long at = page.after();
        int looked = 0;
        RetainedNode node = retained.order().behind(at);
        while (node != null
                && node.number() <= until
                && found.size() < page.most()
                && looked < LOOKED_AT) {
            Message message = requireNonNull(node.message());
            if (TopicFilter.covers(filter.text(), message.topic().name())) {
                found.add(
                        new RetainedReport(
                                message.topic().name(), message.length(), message.qos()));
            }
            at = node.number();
            node = node.after();
            looked++;
        }
        return new RetainedReport.Answer(found, at, until, node != null && node.number() <= until);
    }

    int clear(TopicFilter filter, int most) {
        List<RetainedNode> found = new ArrayList<>();
        engine.retained().match(FilterLevels.of(filter.text()), most, Integer.MAX_VALUE, found);
        List<Topic> topics =
                found.stream().map(node -> requireNonNull(node.message()).topic()).toList();
        topics.forEach(this::clear);
        if (!topics.isEmpty()) {
            engine.event(
                    "retained messages of %s: %d are cleared, as somebody here asked for",
                    filter, topics.size());
        }
        return topics.size();
    }

    /** Whoever subscribes hears of it, as if its publisher had done it. */
    private void clear(Topic topic) {
        engine.retained().remove(topic.name());
        engine.router().deliver(new Message(topic, new byte[0], 1, true), null);
    }
}
