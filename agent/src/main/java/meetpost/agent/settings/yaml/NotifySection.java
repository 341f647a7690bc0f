package meetpost.agent.settings.yaml;

import static meetpost.agent.settings.yaml.Units.duration;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.agent.settings.ChannelSettings;
import meetpost.agent.settings.HeartbeatSettings;
import meetpost.agent.settings.Manners;
import meetpost.agent.settings.Manners.AtMost;
import meetpost.agent.settings.Manners.Quiet;
import meetpost.agent.settings.NotifyService;
import meetpost.agent.settings.NotifySettings;
import meetpost.agent.settings.Secret;

/** {@code notify:}. */
final class NotifySection {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Pattern AT_MOST_FORM = Pattern.compile("([1-9][0-9]{0,2})/(h|d)");

    static final Key<URI> NTFY =
            Key.optional(
                    "ntfy",
                    WebAddress.type("https://ntfy.sh"),
                    "another service",
                    "An [ntfy](https://ntfy.sh) server; with `topic-file`.");
    static final Key<Path> TOPIC_FILE =
            Key.optional(
                    "topic-file",
                    Scalars.path("ntfy-topic"),
                    "ntfy needs it",
                    "The file with ntfy's topic: whoever knows it reads along.");
    static final Key<String> TELEGRAM =
            Key.optional(
                    "telegram",
                    Scalar.any(
                            "the id of a chat such as 123456789",
                            Map.of("type", List.of("string", "integer")),
                            NotifySection::chat),
                    "another service",
                    "A chat of Telegram, by its id; with `token-file`, the bot's.");
    static final Key<URI> SERVER =
            Key.of(
                    "server",
                    WebAddress.type("https://api.telegram.org"),
                    "https://api.telegram.org",
                    "Of Telegram's Bot API.");
    static final Key<URI> WEBHOOK =
            Key.optional(
                    "webhook",
                    WebAddress.type("https://example.org/alarm"),
                    "another service",
                    "Anybody who takes `{\"title\":…,\"message\":…,\"urgent\":…}`.");
    static final Key<Path> WEBHOOK_FILE =
            Key.optional(
                    "webhook-file",
                    Scalars.path("webhook-url"),
                    "another service",
                    "The same, where the URL is the secret.");
    static final Key<Path> TOKEN_FILE =
            Key.optional(
                    "token-file",
                    Scalars.path("notify-token"),
                    "none",
                    "The file with the token for ntfy, for the webhook, or of Telegram's bot.");
    static final Key<Path> HEARTBEAT_FILE =
            Key.optional(
                    "heartbeat-file",
                    Scalars.path("heartbeat-url"),
                    "another service",
                    "The file with a URL that is asked for `every` so often while `/health` is well: a"
                            + " dead man's switch.");
    static final Key<Duration> EVERY =
            Key.of("every", duration("5m", MINUTE, WEEK), "5m", "How often the heartbeat is.");
    static final Key<Duration> AGAIN =
            Key.optional(
                    "again",
                    duration("12h", Duration.ofMinutes(5), WEEK),
                    "once",
                    "An alarm that lasts is told again so often.");
    static final Key<AtMost> AT_MOST =
            Key.optional(
                    "at-most",
                    Scalar.text(
                            "a number in a time such as 6/h",
                            Map.of("type", "string", "pattern", "^[1-9][0-9]{0,2}/(h|d)$"),
                            NotifySection::atMost),
                    "no bound",
                    "More messages are held back and said in one; not the first of another alarm.");
    static final Key<LocalTime> QUIET_FROM =
            Key.required("from", TimeTypes.CLOCK_TIME, "When it begins.");
    static final Key<LocalTime> QUIET_TO =
            Key.required("to", TimeTypes.CLOCK_TIME, "When it ends.");
    static final Group QUIET_TIMES =
            new Group("notify.<name>.quiet", List.of(QUIET_FROM, QUIET_TO));
    static final Key<Section> QUIET =
            Key.optional(
                    "quiet",
                    QUIET_TIMES,
                    "never",
                    "Only what is `urgent` is told then, the rest after it: `{from: 22:30, to:"
                            + " 07:00}`.");

    static final Group GROUP =
            new Group(
                    "notify.<name>",
                    List.of(
                            NTFY,
                            TOPIC_FILE,
                            TELEGRAM,
                            SERVER,
                            WEBHOOK,
                            WEBHOOK_FILE,
                            TOKEN_FILE,
                            HEARTBEAT_FILE,
                            EVERY,
                            AGAIN,
                            AT_MOST,
                            QUIET));

    private static final List<Key<?>> KINDS =
            List.of(NTFY, TELEGRAM, WEBHOOK, WEBHOOK_FILE, HEARTBEAT_FILE);

    private final SecretFiles files;
    private final ProblemReport report;
    private final List<ChannelSettings> channels = new ArrayList<>();
    private final List<HeartbeatSettings> heartbeats = new ArrayList<>();

    private NotifySection(SecretFiles files, ProblemReport report) {
        this.files = files;
        this.report = report;
    }

    static NotifySettings read(List<Named.Entry> entries, SecretFiles files, ProblemReport report) {
        var section = new NotifySection(files, report);
        entries.stream()
                .filter(each -> !each.twin())
                .forEach(each -> section.read(each.name(), each.section()));
        return new NotifySettings(section.channels, section.heartbeats);
    }

    private void read(String name, Section section) {
        List<Key<?>> kinds = KINDS.stream().filter(section::has).toList();
        if (kinds.size() != 1) {
            report.at(
                    kinds.isEmpty() ? section.at() : section.at(kinds.get(1)),
                    "expected one of "
                            + Scalars.or(KINDS.stream().<String>map(Key::name).toList()));
            return;
        }
        Key<?> kind = kinds.get(0);
        goesWith(section, TOPIC_FILE, kind, NTFY);
        goesWith(section, SERVER, kind, TELEGRAM);
        goesWith(section, EVERY, kind, HEARTBEAT_FILE);
        if (kind.equals(HEARTBEAT_FILE)) {
            url(section, HEARTBEAT_FILE)
                    .ifPresent(
                            url ->
                                    heartbeats.add(
                                            new HeartbeatSettings(
                                                    name, url, section.value(EVERY))));
            return;
        }
        service(section, kind)
                .ifPresent(
                        service ->
                                channels.add(new ChannelSettings(name, service, manners(section))));
    }

    private void goesWith(Section section, Key<?> key, Key<?> is, Key<?> kind) {
        if (section.has(key) && !is.equals(kind)) {
            report.at(
                    section.at(key),
                    "\"%s\" goes with %s, and this has %s"
                            .formatted(key.name(), kind.name(), is.name()));
        }
    }

    private Optional<NotifyService> service(Section section, Key<?> kind) {
        Optional<Secret> token = secret(section, TOKEN_FILE);
        if (kind.equals(NTFY)) {
            required(section, TOPIC_FILE, kind);
            Optional<Secret> topic = secret(section, TOPIC_FILE);
            return section.find(NTFY)
                    .flatMap(server -> topic.map(of -> new NotifyService.Ntfy(server, of, token)));
        }
        if (kind.equals(TELEGRAM)) {
            required(section, TOKEN_FILE, kind);
            return section.find(TELEGRAM)
                    .flatMap(
                            chat ->
                                    token.map(
                                            of ->
                                                    new NotifyService.Telegram(
                                                            section.value(SERVER), of, chat)));
        }
        Optional<Secret> url =
                kind.equals(WEBHOOK)
                        ? section.find(WEBHOOK).map(plain -> new Secret(plain.toString()))
                        : url(section, WEBHOOK_FILE);
        return url.map(to -> new NotifyService.Webhook(to, token));
    }

    private void required(Section section, Key<?> key, Key<?> kind) {
        if (!section.has(key)) {
            report.at(section.at(), "%s needs \"%s\"".formatted(kind.name(), key.name()));
        }
    }

    private Optional<Secret> secret(Section section, Key<Path> key) {
        return section.find(key).flatMap(file -> files.secret(file, section.at(key), report));
    }

    /** What is in a file, which is not shown. */
    private Optional<Secret> url(Section section, Key<Path> key) {
        Optional<Secret> secret = secret(section, key);
        try {
            if (secret.isPresent()) {
                WebAddress.secret(secret.get().value());
            }
            return secret;
        } catch (WrongValue e) {
            report.at(section.at(key), e.text());
            return Optional.empty();
        }
    }

    private static Manners manners(Section section) {
        Section quiet = section.below(QUIET, QUIET_TIMES);
        return new Manners(
                section.find(AGAIN),
                section.find(AT_MOST),
                quiet.find(QUIET_FROM)
                        .flatMap(from -> quiet.find(QUIET_TO).map(to -> new Quiet(from, to))));
    }

    private static String chat(String text) throws WrongValue {
        if (!text.matches("-?[0-9]{1,20}|@[A-Za-z0-9_]{1,64}")) {
            throw new WrongValue(
                    "%s is no chat, expected its id such as 123456789"
                            .formatted(ProblemReport.quoted(text)));
        }
        return text;
    }

    private static AtMost atMost(String text) throws WrongValue {
        Matcher form = AT_MOST_FORM.matcher(text);
        if (!form.matches()) {
            throw new WrongValue(
                    "%s, expected a number in a time such as 6/h"
                            .formatted(ProblemReport.quoted(text)));
        }
        return new AtMost(
                Integer.parseInt(form.group(1)),
                form.group(2).equals("h") ? Duration.ofHours(1) : Duration.ofDays(1));
    }
}
