package meetpost.broker.conformance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.broker.Broker;
import meetpost.broker.access.PasswordFile;
import meetpost.broker.settings.Access;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;

/** Our own broker, in this process, on free ports. */
final class MeetpostPeer extends Peer {

    private static final List<URI> ANY_PORTS =
            List.of(URI.create("mqtt://127.0.0.1:0"), URI.create("ws://127.0.0.1:0"));

    private final Broker broker;

    private MeetpostPeer(Broker broker) {
        this.broker = broker;
    }

    static MeetpostPeer start(House house) throws IOException {
        var settings = new BrokerSettings(ANY_PORTS);
        if (house == House.OPEN) {
            return new MeetpostPeer(Broker.start(settings));
        }
        if (house == House.NARROW) {
            Limits narrow =
                    Limits.defaults().with(Limit.CONNECTIONS, 2).with(Limit.KEEP_ALIVE, 60_000);
            return new MeetpostPeer(Broker.start(settings.with(narrow)));
        }
        Path passwords = Files.createTempFile("passwords", "");
        passwords.toFile().deleteOnExit();
        new PasswordFile(passwords).put("ann", "secret".toCharArray());
        var rules = Map.of("ann", new Access.Rule(List.of("may/#"), List.of("may/#")));
        return new MeetpostPeer(
                Broker.start(
                        settings.with(
                                new Access(false, Optional.of(passwords), rules, List.of()))));
    }

    @Override
    protected int port() {
        return broker.listeners().get(0).getPort();
    }

    @Override
    protected int webSocketPort() {
        return broker.listeners().get(1).getPort();
    }

    @Override
    protected void stop() {
        broker.close();
    }
}
