package meetpost.agent.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which handler answers at which path: the one with the longest path that fits, level by level. */
public final class Routes implements Handler {

    private final Map<String, Handler> handlers = new LinkedHashMap<>();

    /** Before the first request only. */
    public void add(String path, Handler handler) {
        handlers.put(requireNonNull(path, "path"), requireNonNull(handler, "handler"));
    }

    /** By path, in the order in which they were added. */
    public Map<String, Handler> all() {
        return new LinkedHashMap<>(handlers);
    }

    @Override
    public Response answer(Request request) throws IOException {
        Optional<Map.Entry<String, Handler>> route = route(request.path());
        Set<String> methods =
                route.map(each -> methods(each.getKey(), each.getValue(), request))
                        .orElse(Set.of());
        if (route.isEmpty() || methods.isEmpty()) {
            return Response.refusal(404, "there is no " + request.path());
        }
        Collection<String> allowed = allowed(methods);
        if (!allowed.contains(request.method())) {
            String expected = String.join(", ", allowed);
            return Response.refusal(405, request.method() + ", expected " + expected)
                    .with("Allow", expected);
        }
        return route.get().getValue().answer(request);
    }

    private Optional<Map.Entry<String, Handler>> route(String asked) {
        return handlers.entrySet().stream()
                .filter(each -> fits(each.getKey(), asked))
                .max(Comparator.comparing(each -> each.getKey().length()));
    }

    private static boolean fits(String path, String asked) {
        return path.equals("/") || asked.equals(path) || asked.startsWith(path + "/");
    }

    private static Set<String> methods(String route, Handler handler, Request request) {
        return handler.methods(below(route, request.path()));
    }

    private static String below(String route, String asked) {
        return route.equals("/") ? asked : asked.substring(route.length());
    }

    private static Collection<String> allowed(Set<String> methods) {
        var all = new TreeSet<>(methods);
        if (all.contains("GET")) {
            all.add("HEAD");
        }
        return all;
    }
}
