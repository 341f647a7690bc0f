package meetpost.agent.mosquitto;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import meetpost.agent.link.TopicFilters;
import meetpost.agent.mosquitto.file.ConfFile;
import meetpost.agent.mosquitto.file.ConfLine;

/** Mosquitto's access list: topics of users, patterns of everybody. */
final class AclFile {

    private static final String EVERYBODY = "*";
    private static final Set<String> ACCESS = Set.of("read", "write", "readwrite", "deny");

    /** Of a filter, in our settings. */
    private static final int LONGEST = 200;

    private final Findings findings;
    private final Map<String, Rule> rules = new LinkedHashMap<>();

    /** What one user may do. */
    record Rule(List<String> read, List<String> write, List<String> deny) {

        Rule() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        private void add(String access, String filter) {
            if (access.equals("deny")) {
                deny.add(filter);
            }
            if (access.startsWith("read")) {
                read.add(filter);
            }
            if (access.endsWith("write")) {
                write.add(filter);
            }
        }
    }

    AclFile(Findings findings) {
        this.findings = findings;
    }

    /**
     * By user; {@code *} is everybody.
     *
     * @param anonymous whether clients without a user are let in
     * @throws IOException if the file cannot be read; the message is for people
     */
    Map<String, Rule> read(ConfLine from, boolean anonymous) throws IOException {
        String user = "";
        for (ConfLine line : new ConfFile(findings::problem).own(from.path())) {
            switch (line.key()) {
                case "user" -> {
                    user = line.value();
                    if (user.isEmpty() || user.equals(EVERYBODY)) {
                        findings.problem(line, "\"" + user + "\" is no user, expected a name");
                    } else {
                        rules.computeIfAbsent(user, name -> new Rule());
                    }
                }
                case "topic" -> {
                    if (!user.isEmpty()) {
                        add(line, user);
                    } else if (anonymous) {
                        findings.note(
                                line, "for clients without a user; here for everybody, users too");
                        add(line, EVERYBODY);
                    } else {
                        findings.note(line, "for clients without a user, and none is let in");
                    }
                }
                case "pattern" -> add(line, EVERYBODY);
                default ->
                        findings.problem(
                                line, "\"" + line.key() + "\", expected user, topic or pattern");
            }
        }
        return rules;
    }

    private void add(ConfLine line, String user) {
        String[] words = line.value().split("\\s+", 2);
        boolean says = words.length == 2 && ACCESS.contains(words[0]);
        String filter = says ? words[1].strip() : line.value();
        if (!TopicFilters.isFilter(filter) || filter.length() > LONGEST) {
            findings.problem(
                    line, "\"" + filter + "\" is no topic filter, expected e.g. sensoren/#");
            return;
        }
        if (line.is("topic") && (filter.contains("%u") || filter.contains("%c"))) {
            findings.note(
                    line, "%u and %c stand for names here, also in what Mosquitto took as text");
        }
        rules.computeIfAbsent(user, name -> new Rule()).add(says ? words[0] : "readwrite", filter);
    }
}
