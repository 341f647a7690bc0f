package meetpost.agent.dashboard;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Optional;
import meetpost.agent.http.Handler;
import meetpost.agent.http.Request;
import meetpost.agent.http.Response;

/**
 * Stands before all handlers: lets in only those who called us by our own name, and only pages of
 * ours to change anything; tells browsers to load nothing from elsewhere.
 */
final class RequestGuard implements Handler {

    /** What a page of ours may do: its own files, and the broker. Nothing inline. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " manifest-src 'self'; connect-src 'self'%s; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    private final Hosts hosts;
    private final BrokerAddress broker;
    private final Handler inside;

    RequestGuard(Hosts hosts, BrokerAddress broker, Handler inside) {
        this.hosts = requireNonNull(hosts, "hosts");
        this.broker = requireNonNull(broker, "broker");
        this.inside = requireNonNull(inside, "inside");
    }

    @Override
    public Response answer(Request request) throws IOException {
        Optional<Response> refusal = refusal(request);
        // Of a host that is none of ours nothing is made, above all no URL.
        Optional<String> url =
                refusal.isPresent()
                        ? Optional.empty()
                        : broker.from(Hosts.name(request.host()))
                                .map(uri -> " " + uri.getScheme() + "://" + uri.getRawAuthority());
        Response answer = refusal.isPresent() ? refusal.get() : inside.answer(request);
        return answer.with("X-Content-Type-Options", "nosniff")
                .with("X-Frame-Options", "DENY")
                .with("Referrer-Policy", "no-referrer")
                .with("Cross-Origin-Resource-Policy", "same-origin")
                .with("Content-Security-Policy", POLICY.formatted(url.orElse("")));
    }

    private Optional<Response> refusal(Request request) {
        if (!hosts.known(request.host())) {
            return Optional.of(
                    Response.refusal(
                            403,
                            "called by the name \""
                                    + Hosts.name(request.host())
                                    + "\", expected one of this machine's, such as localhost, or"
                                    + " one of `dashboard: {hosts: [...]}`"));
        }
        Optional<String> origin = request.header("Origin");
        boolean own = origin.isEmpty() || origin.get().equals("http://" + request.host());
        return request.isLook() || own
                ? Optional.empty()
                : Optional.of(Response.refusal(403, "asked by a page from elsewhere"));
    }
}
