package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

/** One way to somebody who wants to know of alarms. */
public record ChannelSettings(String name, NotifyService service, Manners manners) {

    public ChannelSettings {
        requireNonNull(name, "name");
        requireNonNull(service, "service");
        requireNonNull(manners, "manners");
    }
}
