package meetpost.agent.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import meetpost.agent.settings.Secret;
import meetpost.agent.time.Ticks;

/**
 * Asks one server one thing: within ten seconds in all, with an answer of 64 KB at most, and three
 * redirects within its own host at most. What goes wrong is said without the URL, which may be a
 * secret. Blocks. Safe for use by several threads.
 */
final class HttpCall {

    static final Duration LONGEST = Duration.ofSeconds(10);
    static final int LARGEST = 64 * 1024;

    private static final int MOST_REDIRECTS = 3;
    private static final String JSON = "application/json";

    private final HttpClient client;
    private final Duration longest;

    HttpCall() {
        this(LONGEST);
    }

    HttpCall(Duration longest) {
        this.longest = requireNonNull(longest, "longest");
        this.client =
                HttpClient.newBuilder()
                        .connectTimeout(longest)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
    }

    /**
     * Posts JSON.
     *
     * @param token for {@code Authorization: Bearer}
     * @throws IOException if the answer is not of the 200s, or none comes
     */
    void post(URI to, String json, Optional<Secret> token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder()
                        .header("Content-Type", JSON)
                        .POST(HttpRequest.BodyPublishers.ofString(json, UTF_8));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.value()));
        ask(to, request);
    }

    /** The same without anything to say. */
    void get(URI from) throws IOException, InterruptedException {
        ask(from, HttpRequest.newBuilder().GET());
    }

    private void ask(URI first, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        long end = Ticks.REAL.now() + longest.toNanos();
        URI at = first;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpResponse<Void> answer =
                    answer(request.copy().uri(at).timeout(longest).build(), end);
            int status = answer.statusCode();
            if (status / 100 == 2) {
                return;
            }
            Optional<String> location =
                    status / 100 == 3 ? answer.headers().firstValue("Location") : Optional.empty();
            if (location.isEmpty()) {
                throw new IOException("its server answers " + status);
            }
            at = redirected(first, at, location.get());
        }
        throw new IOException("its server redirects more than " + MOST_REDIRECTS + " times");
    }

    private static URI redirected(URI first, URI at, String location) throws IOException {
        URI to;
        try {
            to = at.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new IOException("its server redirects to what is no URL", e);
        }
        boolean same =
                first.getHost().equalsIgnoreCase(String.valueOf(to.getHost()))
                        && first.getScheme().equalsIgnoreCase(String.valueOf(to.getScheme()));
        if (!same) {
            throw new IOException(
                    "its server redirects to another one or to http, expected its own https");
        }
        return to;
    }

    private HttpResponse<Void> answer(HttpRequest request, long end)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, bounded());
        try {
            return answer.get(Math.max(1, end - Ticks.REAL.now()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + longest.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(words(Optional.<Throwable>ofNullable(e.getCause()).orElse(e)), e);
        } finally {
            answer.cancel(true);
        }
    }

    private static BodyHandler<Void> bounded() {
        return answer -> new BoundedBody(LARGEST);
    }

    /** Without the message of what carries an address in it. */
    private static String words(Throwable cause) {
        if (cause instanceof BoundedBody.TooLargeException) {
            return "its answer is larger than " + LARGEST / 1024 + " KB";
        }
        if (cause instanceof java.net.http.HttpTimeoutException) {
            return "no answer in time";
        }
        if (cause instanceof javax.net.ssl.SSLException) {
            return "no secure connection: " + cause.getMessage();
        }
        return cause instanceof java.net.ConnectException
                ? "no connection to its server"
                : "the connection broke: " + cause.getClass().getSimpleName();
    }
}
