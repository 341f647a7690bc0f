package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds the addresses of a host within a bound. The system's resolver has none: with name servers
 * that do not answer it takes a minute or more. One that takes longer is waited for again at the
 * next attempt, so there is never more than one thread for each host.
 */
final class Resolver {

    private final Lookup system;
    private final Map<String, CompletableFuture<List<InetAddress>>> searches =
            new ConcurrentHashMap<>();

    Resolver() {
        this(InetAddress::getAllByName);
    }

    Resolver(Lookup system) {
        this.system = requireNonNull(system, "system");
    }

    /** Blocks for {@code max} at most. */
    List<InetAddress> find(String host, Duration max) throws IOException {
        CompletableFuture<List<InetAddress>> search = searches.computeIfAbsent(host, this::begin);
        try {
            List<InetAddress> found = search.get(max.toNanos(), TimeUnit.NANOSECONDS);
            searches.remove(host);
            return found;
        } catch (TimeoutException e) {
            throw new IOException(
                    "its name was not resolved within %s s".formatted(max.toSeconds()), e);
        } catch (ExecutionException e) {
            searches.remove(host);
            var unknown = new UnknownHostException(host);
            unknown.initCause(e);
            throw unknown;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private CompletableFuture<List<InetAddress>> begin(String host) {
        var answer = new CompletableFuture<List<InetAddress>>();
        var thread = new Thread(() -> look(host, answer), "link-resolver");
        thread.setDaemon(true);
        thread.start();
        return answer;
    }

    private void look(String host, CompletableFuture<List<InetAddress>> answer) {
        try {
            answer.complete(List.of(system.all(host)));
        } catch (UnknownHostException | RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    /** As {@link InetAddress#getAllByName}. */
    @FunctionalInterface
    interface Lookup {

        InetAddress[] all(String host) throws UnknownHostException;
    }
}
