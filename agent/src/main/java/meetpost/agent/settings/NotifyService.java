package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

/** What carries messages to somebody. */
public sealed interface NotifyService {

    /**
     * An ntfy server.
     *
     * @param topic whoever knows it reads along
     * @param token empty: nobody has to log in there
     */
    record Ntfy(URI server, Secret topic, Optional<Secret> token) implements NotifyService {

        public Ntfy {
            requireNonNull(server, "server");
            requireNonNull(topic, "topic");
            requireNonNull(token, "token");
        }
    }

    /**
     * A bot of Telegram.
     *
     * @param server of the Bot API
     * @param chat whom it writes to
     */
    record Telegram(URI server, Secret token, String chat) implements NotifyService {

        public Telegram {
            requireNonNull(server, "server");
            requireNonNull(token, "token");
            requireNonNull(chat, "chat");
        }
    }

    /**
     * Anybody who takes JSON.
     *
     * @param url of which the path may be all that keeps others out
     * @param token sent as a bearer token
     */
    record Webhook(Secret url, Optional<Secret> token) implements NotifyService {

        public Webhook {
            requireNonNull(url, "url");
            requireNonNull(token, "token");
        }
    }
}
