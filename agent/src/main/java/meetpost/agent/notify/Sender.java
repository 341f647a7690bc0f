package meetpost.agent.notify;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import meetpost.agent.settings.NotifyService;

/** Sends a notice by the service that a channel has. Blocks. Safe for use by several threads. */
public final class Sender {

    /** Of five, where three is usual: <a href="https://docs.ntfy.sh/publish/">ntfy</a>. */
    private static final int HIGH = 4;

    private static final int URGENT = 5;

    private final HttpCall http;

    public Sender() {
        this(new HttpCall());
    }

    Sender(HttpCall http) {
        this.http = requireNonNull(http, "http");
    }

    /**
     * Sends it.
     *
     * @throws IOException if the service did not take it; says why without a secret
     */
    public void send(NotifyService service, Notice notice)
            throws IOException, InterruptedException {
        if (service instanceof NotifyService.Ntfy ntfy) {
            http.post(ntfy.server(), ofNtfy(ntfy, notice), ntfy.token());
        } else if (service instanceof NotifyService.Telegram telegram) {
            URI to = telegram.server().resolve("/bot" + telegram.token().value() + "/sendMessage");
            http.post(to, ofTelegram(telegram, notice), Optional.empty());
        } else {
            NotifyService.Webhook webhook = (NotifyService.Webhook) service;
            http.post(URI.create(webhook.url().value()), ofWebhook(notice), webhook.token());
        }
    }

    private static String ofNtfy(NotifyService.Ntfy ntfy, Notice notice) {
        return json().value("topic", ntfy.topic().value())
                .value("title", notice.title())
                .value("message", notice.text())
                .value("priority", notice.urgent() ? URGENT : HIGH)
                .end()
                .done();
    }

    /** Its Bot API, method sendMessage. */
    private static String ofTelegram(NotifyService.Telegram telegram, Notice notice) {
        return json().value("chat_id", telegram.chat())
                .value("text", notice.title() + "\n" + notice.text())
                .end()
                .done();
    }

    private static String ofWebhook(Notice notice) {
        return json().value("title", notice.title())
                .value("message", notice.text())
                .value("urgent", notice.urgent())
                .end()
                .done();
    }

    private static JsonStringWriter json() {
        return JsonWriter.string().object();
    }
}
