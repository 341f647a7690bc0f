package meetpost.agent.settings.yaml;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Where our own broker listens: URLs, or a name for each listener with keys of its own. */
record ListenersType() implements Type<List<ListenersType.Listen>> {

    private static final Items<URI> URLS =
            new Items<>(
                    Urls.listener(ListenerSection.SCHEMES, ListenerSection.LOOPBACK),
                    true,
                    1,
                    20,
                    "a URL or a list of up to 20, such as [\"" + ListenerSection.LOOPBACK + "\"]");

    /** In the place of a URL that is wrong: nobody else's port, and not open to the network. */
    private static final String ANY = "mqtt://127.0.0.1:0";

    private static final Named NAMED = new Named("listener", ListenerSection.GROUP);

    /**
     * @param url where the one in the file is wrong, which was then reported, any
     * @param own what it says itself; empty for a URL alone
     */
    record Listen(URI url, Optional<Section> own) {}

    @Override
    public Optional<List<Listen>> read(Node node, ProblemReport report) {
        if (!(node instanceof MappingNode map)) {
            return URLS.read(node, report)
                    .map(
                            urls ->
                                    urls.stream()
                                            .map(url -> new Listen(url, Optional.empty()))
                                            .toList());
        }
        Optional<List<Named.Entry>> entries = NAMED.read(node, report);
        List<Listen> listeners = new ArrayList<>();
        for (Named.Entry entry : entries.orElse(List.of())) {
            URI url = entry.section().find(ListenerSection.URL).orElse(URI.create(ANY));
            listeners.add(new Listen(url, Optional.of(entry.section())));
        }
        if (map.getValue().isEmpty()) {
            report.at(node, "no listener, expected " + words());
        }
        return listeners.isEmpty() ? Optional.empty() : Optional.of(listeners);
    }

    @Override
    public String words() {
        return URLS.words() + "; or a name for each listener with its keys below it";
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("anyOf", List.of(URLS.schema(), NAMED.schema()));
    }
}
