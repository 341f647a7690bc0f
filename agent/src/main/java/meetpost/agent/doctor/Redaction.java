package meetpost.agent.doctor;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.agent.settings.Settings;

/**
 * Takes secrets out of text that goes to strangers. Works on the text of settings line by line, as
 * these may be wrong YAML just then; rather too much is taken out than too little.
 */
final class Redaction {

    private static final String REMOVED = "(removed)";

    private static final Pattern KEY =
            Pattern.compile(
                    "(?i)[\\w-]*(?:pass|secret|token|api-?key|credential)[\\w-]*[\"']?\\s*:(?:\\s+|$)");

    private static final Pattern USER_IN_URL =
            Pattern.compile("(?i)(?<=[a-z]://)[^\\s\"',\\]}]*(?=@)");

    /** YAML 1.2 section 6.6; editors' spaces that are none count as such. */
    private static final Pattern COMMENT = Pattern.compile("(?:^|[\\s\u00A0\uFEFF])#.*$");

    private static final Pattern IN_BRACES = Pattern.compile("\"[^\"]*\"|'[^']*'|[^,}\\]]*");

    private final boolean filesExist;
    private final Set<String> secrets = new HashSet<>();

    /**
     * @param settings empty: they are wrong, so what stands at {@code password-file:} may be the
     *     password itself
     */
    Redaction(Optional<Settings> settings) {
        this.filesExist = settings.isPresent();
        settings.flatMap(all -> all.mqtt().password())
                .ifPresent(password -> secrets.add(password.value()));
        settings.stream()
                .flatMap(all -> all.bridges().stream())
                .flatMap(bridge -> bridge.far().password().stream())
                .forEach(password -> secrets.add(password.value()));
    }

    /** A settings file; what was found in it is taken out of other texts from now on. */
    String settings(String text) {
        List<String> kept = new ArrayList<>();
        int hidden = -1;
        String quote = "";
        for (String line : text.lines().toList()) {
            boolean goesOn = hidden >= 0 && !line.isBlank() && indent(line) > hidden;
            if (goesOn || !quote.isEmpty()) {
                remember(line.strip());
                quote = !quote.isEmpty() && line.contains(quote) ? "" : quote;
                continue;
            }
            hidden = -1;
            Matcher key = KEY.matcher(line);
            if (key.find() && !isOfAFile(key.group())) {
                if (line.substring(0, key.start()).contains("{")) {
                    kept.add(inBraces(line));
                } else {
                    String value = line.substring(key.end());
                    remember(value);
                    hidden = indent(line);
                    quote = open(value);
                    kept.add(line.substring(0, key.end()).stripTrailing() + " " + REMOVED);
                }
            } else {
                kept.add(line);
            }
        }
        return of(String.join("\n", kept) + "\n");
    }

    /**
     * Settings without what people noted beside them. What follows a {@code #} between quotes is
     * taken out, too: where quotes end is not sure in YAML that may be wrong.
     */
    static String withoutComments(String settings) {
        var kept = new StringBuilder();
        for (String line : settings.lines().toList()) {
            String content = COMMENT.matcher(line).replaceFirst("");
            if (!content.isBlank() || line.isBlank()) {
                kept.append(content).append('\n');
            }
        }
        return kept.toString();
    }

    /** Any text. */
    String of(String text) {
        String clean = text;
        Matcher users = USER_IN_URL.matcher(text);
        while (users.find()) {
            remember(users.group());
            rememberPassword(users.group());
        }
        clean = USER_IN_URL.matcher(clean).replaceAll(REMOVED);
        List<String> longestFirst =
                secrets.stream().sorted((a, b) -> b.length() - a.length()).toList();
        for (String secret : longestFirst) {
            // Of a short one only the whole word: it may be a part of many others.
            String wanted = Pattern.quote(secret);
            String pattern = secret.length() < 4 ? "(?<!\\w)" + wanted + "(?!\\w)" : wanted;
            clean = clean.replaceAll(pattern, REMOVED);
        }
        return clean;
    }

    private String inBraces(String line) {
        var kept = new StringBuilder();
        int at = 0;
        Matcher key = KEY.matcher(line);
        while (key.find(at)) {
            Matcher value = IN_BRACES.matcher(line).region(key.end(), line.length());
            boolean secret = !isOfAFile(key.group()) && value.lookingAt();
            kept.append(line, at, key.end()).append(secret ? REMOVED : "");
            at = secret ? value.end() : key.end();
            if (secret) {
                remember(value.group());
            }
        }
        return kept.append(line.substring(at)).toString();
    }

    private void rememberPassword(String user) {
        int colon = user.indexOf(':');
        if (colon >= 0) {
            String password = user.substring(colon + 1);
            remember(password);
            remember(URLDecoder.decode(password.replace("%", "%25"), StandardCharsets.UTF_8));
        }
    }

    private void remember(String value) {
        String plain = value.strip().replaceFirst("\\s+#.*$", "");
        String ended = plain.replaceFirst("[,}\\]]+$", "");
        String bare = ended.replaceAll("^[\"']|[\"']$", "");
        for (String each : List.of(plain, ended, bare)) {
            if (!each.isBlank() && !each.matches("[|>][+-]?")) {
                secrets.add(each);
            }
        }
    }

    private boolean isOfAFile(String key) {
        return filesExist && key.matches("(?i)[\\w-]*-file[s]?[\"']?\\s*:\\s*");
    }

    private static String open(String value) {
        String start = value.strip();
        for (String quote : List.of("\"", "'")) {
            if (start.startsWith(quote) && start.indexOf(quote, 1) < 0) {
                return quote;
            }
        }
        return "";
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
