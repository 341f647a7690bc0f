package meetpost.agent.log;

import static java.util.Objects.requireNonNull;

import meetpost.broker.settings.BrokerEvents;
import org.tinylog.Logger;

/**
 * A log line for each event of our broker. They all come from this one place, so each says with its
 * tag of which kind it is, and one kind takes no other's lines ({@link LineLimit}).
 */
public record BrokerLines(String before) implements BrokerEvents {

    public BrokerLines {
        requireNonNull(before, "before");
    }

    @Override
    public void event(String text) {
        Logger.info("{}{}", before, text);
    }

    @Override
    public void event(String kind, String text) {
        Logger.tag(kind).info("{}{}", before, text);
    }
}
