package meetpost.agent.mosquitto;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.mosquitto.file.ConfFile;
import meetpost.agent.mosquitto.file.ConfLine;
import meetpost.broker.settings.SessionSettings;

/** Reads Mosquitto's settings and writes ours. Used by one thread, once. */
public final class MosquittoImport {

    /** Looked at by {@link ListenerPart}, {@link AccessPart} or {@link #write}. */
    private static final Set<String> USED =
            Set.of(
                    "per_listener_settings",
                    "bind_address",
                    "port",
                    "protocol",
                    "certfile",
                    "keyfile");

    private final Findings findings = new Findings();

    /**
     * What came of it.
     *
     * @param yaml settings that `meetpost check` takes, if nothing is wrong
     * @param problems what is wrong, each with file and line; then there is no yaml
     * @param notes what has no counterpart, each with file and line
     */
    public record Outcome(String yaml, List<String> problems, List<String> notes) {

        public Outcome {
            problems = List.copyOf(problems);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Reads a file and those that it includes.
     *
     * @throws IOException if one cannot be read; the message is for people
     */
    public static Outcome of(Path file) throws IOException {
        return new MosquittoImport().read(file);
    }

    private Outcome read(Path file) throws IOException {
        List<ConfLine> lines =
                new ConfFile(findings::problem)
                        .lines(file).stream().filter(line -> !line.is(ConfFile.INCLUDE)).toList();
        Conf conf = Conf.of(lines, findings);
        String yaml = write(conf);
        boolean wrong = !findings.problems().isEmpty();
        var text = new YamlText();
        text.comment("Made from " + file + " by `meetpost import`.");
        findings.notes().forEach(text::comment);
        return new Outcome(wrong ? "" : text + yaml, findings.problems(), findings.notes());
    }

    private String write(Conf conf) throws IOException {
        var text = new YamlText();
        text.section(0, "broker");
        boolean each = conf.whole().says("per_listener_settings", false);
        boolean local = conf.listeners().isEmpty() && conf.whole().find("port").isEmpty();
        Optional<AccessPart> all =
                each ? Optional.empty() : Optional.of(AccessPart.of(conf.whole(), local, findings));
        List<ListenerPart> listeners = listeners(conf, all, local);
        all.ifPresent(access -> access.write(1, text));
        listeners.stream()
                .flatMap(listener -> listener.certificate().stream())
                .findFirst()
                .ifPresent(first -> certificate(first, listeners, text));
        text.section(1, "listeners");
        listeners.forEach(listener -> listener.write(text));
        limits(conf, text);
        boolean open =
                listeners.stream()
                        .allMatch(one -> one.own().or(() -> all).orElseThrow().anonymous());
        bridges(conf, open, text);
        Set<String> used = new HashSet<>(USED);
        used.addAll(AccessPart.KEYS);
        used.addAll(LimitLines.KEYS);
        used.add("persistent_client_expiration");
        conf.whole().lines().stream()
                .filter(line -> !used.contains(line.key()))
                .forEach(line -> findings.note(line, Reasons.of(line.key())));
        return text.toString();
    }

    private List<ListenerPart> listeners(Conf conf, Optional<AccessPart> all, boolean local)
            throws IOException {
        List<ListenerPart> listeners = new ArrayList<>();
        Optional<ConfLine> port = conf.whole().find("port");
        if (conf.listeners().isEmpty() || port.isPresent()) {
            String address =
                    conf.whole()
                            .find("bind_address")
                            .map(ConfLine::value)
                            .orElse(local ? "127.0.0.1" : "");
            String value = port.map(ConfLine::value).orElse("1883");
            listeners.add(
                    ListenerPart.of(
                            conf.first(), port, value + " " + address, all, local, findings));
        }
        for (Conf.Part part : conf.listeners()) {
            ConfLine start = part.start().orElseThrow();
            if (start.value().startsWith("0 ") || start.value().equals("0")) {
                findings.note(start, "there are no Unix sockets for clients");
            } else {
                listeners.add(
                        ListenerPart.of(part, part.start(), start.value(), all, false, findings));
            }
        }
        Set<Integer> ports = new HashSet<>();
        for (ListenerPart listener : List.copyOf(listeners)) {
            if (listener.port() > 0 && !ports.add(listener.port())) {
                listener.start()
                        .ifPresent(
                                line ->
                                        findings.note(
                                                line,
                                                "each listener needs a port of its own here; left"
                                                        + " out"));
                listeners.remove(listener);
            }
        }
        return listeners;
    }

    private void certificate(ConfLine first, List<ListenerPart> listeners, YamlText text) {
        text.text(1, "certificate-file", first.path().toString());
        for (ListenerPart listener : listeners) {
            Optional<ConfLine> certificate = listener.certificate();
            if (certificate.filter(line -> line.equals(first)).isPresent()) {
                listener.key().ifPresent(key -> text.text(1, "key-file", key.path().toString()));
            } else if (certificate.filter(line -> !line.path().equals(first.path())).isPresent()) {
                findings.note(
                        certificate.get(),
                        "all listeners have one certificate here, " + first.path());
            }
        }
    }

    private void limits(Conf conf, YamlText text) {
        conf.whole()
                .find("persistent_client_expiration")
                .ifPresent(
                        line ->
                                expiry(line.value())
                                        .ifPresentOrElse(
                                                days -> text.plain(1, "session-expiry", days),
                                                () ->
                                                        findings.problem(
                                                                line,
                                                                "\""
                                                                        + line.value()
                                                                        + "\" is no time, expected"
                                                                        + " e.g. 14d")));
        new LimitLines(findings).write(conf.whole(), text);
    }

    /** Mosquitto's h, d, w, m and y; a month is 30 days, a year 365. */
    private static Optional<String> expiry(String text) {
        if (!text.matches("[0-9]{1,6}[hdwmy]")) {
            return Optional.empty();
        }
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        Duration time =
                switch (text.charAt(text.length() - 1)) {
                    case 'h' -> Duration.ofHours(number);
                    case 'd' -> Duration.ofDays(number);
                    case 'w' -> Duration.ofDays(7 * number);
                    case 'm' -> Duration.ofDays(30 * number);
                    default -> Duration.ofDays(365 * number);
                };
        Duration most = SessionSettings.LONGEST;
        Duration within = time.compareTo(most) > 0 ? most : time;
        return within.isZero() ? Optional.empty() : Optional.of(within.toHours() + "h");
    }

    /** They are the agent's: where our broker asks for a user, it needs one too. */
    private void bridges(Conf conf, boolean open, YamlText text) {
        var bridges = new YamlText();
        bridges.section(0, "bridges");
        boolean any = false;
        for (Conf.Part part : conf.bridges()) {
            any |= new BridgePart(part, findings).write(bridges);
        }
        if (!any) {
            return;
        }
        if (open) {
            text.append(bridges);
            return;
        }
        ConfLine first = conf.bridges().get(0).start().orElseThrow();
        findings.note(
                first,
                "bridges are the agent's (`meetpost run`), which needs a user here: make one with"
                        + " `meetpost passwd`, add `mqtt: {username: …, password-file: …}`, and take"
                        + " the # away");
        bridges.toString().lines().forEach(text::comment);
    }
}
