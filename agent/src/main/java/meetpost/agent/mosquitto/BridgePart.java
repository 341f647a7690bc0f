package meetpost.agent.mosquitto;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.link.TopicFilters;
import meetpost.agent.mosquitto.file.ConfLine;

/** A {@code connection} of Mosquitto's as a bridge of ours. Used by one thread. */
final class BridgePart {

    private static final Set<String> NOT_NOTED = Set.of("topic");

    private final Conf.Part part;
    private final Findings findings;
    private final Set<String> used = new HashSet<>(NOT_NOTED);

    BridgePart(Conf.Part part, Findings findings) {
        this.part = part;
        this.findings = findings;
    }

    /**
     * Writes it.
     *
     * @return whether anything crosses it
     */
    boolean write(YamlText to) {
        ConfLine start = part.start().orElseThrow();
        String name =
                start.value()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9-]+", "-")
                        .replaceAll("^-+", "");
        List<String> urls = urls(start);
        List<String> out = crossing("out");
        List<String> in = crossing("in");
        if (name.isEmpty() || (out.isEmpty() && in.isEmpty())) {
            findings.note(start, "nothing crosses it that a bridge here could take");
            return false;
        }
        if (urls.isEmpty()) {
            return false;
        }
        to.section(1, name);
        to.texts(2, "url", urls);
        find("remote_username", "username").ifPresent(line -> to.text(2, "username", line.value()));
        find("remote_password", "password")
                .ifPresent(
                        line -> {
                            findings.note(
                                    line,
                                    "passwords stand in a file of their own: write it to %s-password"
                                                    .formatted(name)
                                            + " beside the settings, mode 600, and take the # from"
                                            + " `password-file`");
                            to.comment("   password-file: " + name + "-password");
                        });
        find("bridge_cafile").ifPresent(line -> to.text(2, "ca-file", line.path().toString()));
        find("bridge_certfile")
                .ifPresent(line -> to.text(2, "client-certificate-file", line.path().toString()));
        find("bridge_keyfile")
                .ifPresent(line -> to.text(2, "client-key-file", line.path().toString()));
        find("keepalive_interval")
                .filter(line -> line.value().matches("[0-9]{1,5}"))
                .map(line -> Math.max(5, Math.min(64_800, Integer.parseInt(line.value()))))
                .ifPresent(seconds -> to.plain(2, "keep-alive", seconds + "s"));
        to.list(2, "out", out);
        to.list(2, "in", in);
        part.lines().stream()
                .filter(line -> !used.contains(line.key()))
                .forEach(line -> findings.note(line, Reasons.of(line.key())));
        return true;
    }

    private Optional<ConfLine> find(String... keys) {
        used.addAll(List.of(keys));
        return List.of(keys).stream().flatMap(key -> part.find(key).stream()).findFirst();
    }

    private List<String> urls(ConfLine start) {
        Optional<ConfLine> addresses = find("address", "addresses");
        if (addresses.isEmpty()) {
            findings.problem(start, "connection " + start.value() + " has no address");
            return List.of();
        }
        boolean secure =
                part.find("bridge_cafile").or(() -> part.find("bridge_capath")).isPresent();
        List<String> urls = new ArrayList<>();
        for (String each : addresses.get().value().split("\\s+")) {
            String port = each.matches(".*[^:]:[0-9]{1,5}") ? "" : secure ? ":8883" : ":1883";
            String url = (secure ? "mqtts://" : "mqtt://") + each + port;
            try {
                urls.add(URI.create(url).toString());
            } catch (IllegalArgumentException e) {
                findings.problem(addresses.get(), "\"" + each + "\" is no address and port");
            }
        }
        return urls;
    }

    /**
     * Items of YAML. {@code topic pattern [[[out | in | both] qos] local-prefix remote-prefix]}.
     */
    private List<String> crossing(String direction) {
        List<String> crossings = new ArrayList<>();
        for (ConfLine line : part.lines()) {
            String[] words = line.value().split("\\s+");
            String way = words.length > 1 ? words[1] : "out";
            boolean both = way.equals("both");
            if (!line.is("topic") || !(both || way.equals(direction))) {
                if (line.is("topic") && direction.equals("out") && !way.equals("in")) {
                    findings.problem(line, "\"" + way + "\", expected out, in or both");
                }
                continue;
            }
            String pattern = prefix(words, 0);
            String local = prefix(words, 3) + pattern;
            String remote = prefix(words, 4) + pattern;
            if (local.startsWith("$") || remote.startsWith("$")) {
                findings.note(line, "what begins with $ is each broker's own");
            } else if (!TopicFilters.isFilter(local) || !TopicFilters.isFilter(remote)) {
                findings.problem(
                        line,
                        "\"%s\" and \"%s\" are not both topic filters, expected e.g. sensoren/#"
                                .formatted(local, remote));
            } else {
                boolean keeps = words.length < 3 || !words[2].equals("0");
                crossings.add(
                        direction.equals("out")
                                ? crossing(local, remote, keeps)
                                : crossing(remote, local, keeps));
            }
        }
        return crossings.stream().distinct().toList();
    }

    private static String crossing(String from, String to, boolean keeps) {
        if (from.equals(to) && keeps) {
            return YamlText.quoted(from);
        }
        return "{from: %s%s%s}"
                .formatted(
                        YamlText.quoted(from),
                        from.equals(to) ? "" : ", to: " + YamlText.quoted(to),
                        keeps ? "" : ", qos: 0");
    }

    private static String prefix(String[] words, int at) {
        return words.length > at && !words[at].equals("\"\"") ? words[at] : "";
    }
}
