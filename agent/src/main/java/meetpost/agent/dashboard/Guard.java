package meetpost.agent.dashboard;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;
import meetpost.agent.log.Defects;

/**
 * Stands before each handler: lets in only those who called us by our own name, and only pages of
 * ours to change anything; tells browsers to load nothing from elsewhere; makes an answer of a
 * defect.
 */
final class Guard extends Filter {

    /** What a page of ours may do: its own files, and the broker. Nothing inline. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " manifest-src 'self'; connect-src 'self'%s; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    private final Hosts hosts;
    private final BrokerAddress broker;
    private final Defects defects = new Defects();

    Guard(Hosts hosts, BrokerAddress broker) {
        this.hosts = requireNonNull(hosts, "hosts");
        this.broker = requireNonNull(broker, "broker");
    }

    @Override
    public String description() {
        return "guard";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        try (exchange) {
            Optional<String> host = header(exchange, "Host");
            Headers headers = exchange.getResponseHeaders();
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
            String url = broker.from(Hosts.name(host)).map(uri -> " " + uri).orElse("");
            headers.set("Content-Security-Policy", POLICY.formatted(url));
            Optional<Answer> refusal = refusal(exchange, host);
            if (refusal.isPresent()) {
                refusal.get().send(exchange);
            } else {
                handle(exchange, chain);
            }
        }
    }

    private Optional<Answer> refusal(HttpExchange exchange, Optional<String> host) {
        boolean look = Answer.isLook(exchange);
        if (look ? !hosts.mayLook(host) : !hosts.mayChange(host)) {
            return Optional.of(
                    Answer.refusal(
                            403,
                            "called by the name \""
                                    + Hosts.name(host)
                                    + "\", expected one of this machine's, such as localhost"));
        }
        Optional<String> origin = header(exchange, "Origin");
        boolean own = origin.isEmpty() || origin.equals(host.map(name -> "http://" + name));
        return look || own
                ? Optional.empty()
                : Optional.of(Answer.refusal(403, "asked by a page from elsewhere: " + origin));
    }

    private void handle(HttpExchange exchange, Chain chain) throws IOException {
        try {
            chain.doFilter(exchange);
        } catch (RuntimeException | Error e) {
            defects.cost(e, String.valueOf(exchange.getRequestURI()));
            if (exchange.getResponseCode() < 0) {
                Answer.refusal(500, "a defect of the program; its log says more").send(exchange);
            }
        }
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }
}
