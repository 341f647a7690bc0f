package meetpost.broker.access;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.broker.message.Nullable;
import meetpost.broker.metrics.EventLog;
import meetpost.broker.settings.Authority;

/**
 * The pages from which a browser may connect by WebSocket, by their {@code Origin}, RFC 6454. Any
 * page may call any address; where nobody is asked for a password, this is all that keeps one on
 * the internet from switching outputs through the browser of somebody who looks at it.
 */
public final class Origins {

    private static final String ANY = "*";
    private static final Pattern PAGE = Pattern.compile("https?://(.+?)(:[0-9]{1,5})?");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

    private final ListenerPolicy door;
    private final String listener;
    private String lastPage = "";

    public Origins(ListenerPolicy door, URI listener) {
        this.door = door;
        this.listener = Authority.of(listener).host().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a page of this origin may connect.
     *
     * @param origin as the browser gives it; none from what is no browser
     * @param host by which name we were called
     */
    public boolean allow(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return true;
        }
        List<String> listed = door.access().origins();
        if (!listed.isEmpty()) {
            return listed.contains(ANY) || listed.contains(origin);
        }
        // A browser shows its certificate for any page; only a password is the page's own.
        boolean guarded = !door.access().anonymous() && !door.certificates();
        return guarded || isOurs(origin, host == null ? "" : host);
    }

    /** Once for a page in a row: it tries again every few seconds. */
    public void refused(String origin, EventLog events) {
        if (!origin.equals(lastPage)) {
            lastPage = origin;
            events.event(
                    "a browser's page of %s is refused; `origins: [\"%s\"]` under `broker:` lets it in",
                    origin, origin);
        }
    }

    private boolean isOurs(String origin, String host) {
        Matcher page = PAGE.matcher(origin.toLowerCase(Locale.ROOT));
        if (!page.matches()) {
            return false;
        }
        String name = page.group(1);
        String called = PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
        var at = new Authority(name, -1);
        return (name.equals(called) && at.isNearby()) || name.equals(listener) || at.isLoopback();
    }
}
