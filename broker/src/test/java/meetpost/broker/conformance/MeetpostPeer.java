package meetpost.broker.conformance;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import meetpost.broker.Broker;
import meetpost.broker.BrokerSettings;
import org.opentest4j.AssertionFailedError;

/** Our own broker, in this process, on free ports. */
final class MeetpostPeer extends Peer {

    private final Broker broker;
    private final House house;

    private MeetpostPeer(Broker broker, House house) {
        this.broker = broker;
        this.house = house;
    }

    static MeetpostPeer start(House house) throws IOException {
        var settings = new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")));
        return new MeetpostPeer(Broker.start(settings), house);
    }

    @Override
    protected int port() {
        if (house == House.GUARDED) {
            throw new AssertionFailedError("no passwords yet");
        }
        return broker.listeners().get(0).getPort();
    }

    @Override
    protected int webSocketPort() {
        throw new AssertionFailedError("no WebSocket yet");
    }

    @Override
    protected void stop() {
        broker.close();
    }
}
