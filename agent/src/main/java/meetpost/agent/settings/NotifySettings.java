package meetpost.agent.settings;

import java.util.List;

/** Whom a board tells what. */
public record NotifySettings(List<ChannelSettings> channels, List<HeartbeatSettings> heartbeats) {

    /** Nobody is told anything. */
    public static final NotifySettings NOBODY = new NotifySettings(List.of(), List.of());

    public NotifySettings {
        channels = List.copyOf(channels);
        heartbeats = List.copyOf(heartbeats);
    }
}
