package meetpost.agent.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import meetpost.agent.settings.NotifyService;
import meetpost.agent.settings.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against services that stand in for the real ones. */
@Timeout(60)
class SenderTest {

    private static final Notice FROST = new Notice("Kelder", "Vorst: 1.5 °C", false);
    private static final Notice SMOKE = new Notice("Kelder", "Rook!", true);

    private final Sender sender = new Sender();

    /** As <a href="https://docs.ntfy.sh/publish/#publish-as-json">ntfy documents it</a>. */
    @Test
    void postsJsonToTheRootOfAnNtfyServer() throws Exception {
        try (var ntfy = StandIn.thatAnswers(200)) {
            var service =
                    new NotifyService.Ntfy(
                            ntfy.at(""), new Secret("kelder-9f3"), Optional.of(new Secret("tk_1")));
            sender.send(service, FROST);
            sender.send(service, SMOKE);

            assertEquals(
                    List.of(
                            "POST / Bearer tk_1"
                                    + " {\"topic\":\"kelder-9f3\",\"title\":\"Kelder\",\"message\":\"Vorst:"
                                    + " 1.5 °C\",\"priority\":4}",
                            "POST / Bearer tk_1"
                                    + " {\"topic\":\"kelder-9f3\",\"title\":\"Kelder\",\"message\":\"Rook!\",\"priority\":5}"),
                    ntfy.asked);
        }
    }

    /** As <a href="https://core.telegram.org/bots/api#sendmessage">Telegram documents it</a>. */
    @Test
    void asksTelegramsBotToWrite() throws Exception {
        try (var telegram = StandIn.thatAnswers(200)) {
            sender.send(
                    new NotifyService.Telegram(telegram.at(""), new Secret("123:abc"), "-100123"),
                    FROST);

            assertEquals(
                    List.of(
                            "POST /bot123:abc/sendMessage -"
                                    + " {\"chat_id\":\"-100123\",\"text\":\"Kelder\\nVorst: 1.5 °C\"}"),
                    telegram.asked);
        }
    }

    @Test
    void postsJsonToAWebhook() throws Exception {
        try (var hook = StandIn.thatAnswers(204)) {
            sender.send(webhook(hook.at("/geheim/alarm?x=1")), SMOKE);

            assertEquals(
                    List.of(
                            "POST /geheim/alarm?x=1 -"
                                    + " {\"title\":\"Kelder\",\"message\":\"Rook!\",\"urgent\":true}"),
                    hook.asked);
        }
    }

    @Test
    void saysThatAServerDoesNotTakeIt() throws Exception {
        try (var hook = StandIn.thatAnswers(500)) {
            assertEquals("its server answers 500", refusal(hook.at("/geheim")));
        }
    }

    @Test
    void followsAServerToAnotherPlaceOfItsOwn() throws Exception {
        try (var hook =
                new StandIn(
                        exchange -> {
                            boolean first = exchange.getRequestURI().getPath().equals("/a");
                            exchange.getResponseHeaders().set("Location", "/b");
                            exchange.sendResponseHeaders(first ? 308 : 200, -1);
                        })) {
            sender.send(webhook(hook.at("/a")), SMOKE);

            assertEquals(2, hook.asked.size());
            assertTrue(hook.asked.get(1).startsWith("POST /b - {\"title\""), hook.asked.get(1));
        }
    }

    @Test
    void followsNobodyForEver() throws Exception {
        try (var hook =
                new StandIn(
                        exchange -> {
                            exchange.getResponseHeaders().set("Location", "/geheim");
                            exchange.sendResponseHeaders(307, -1);
                        })) {
            assertEquals("its server redirects more than 3 times", refusal(hook.at("/geheim")));
            assertEquals(4, hook.asked.size());
        }
    }

    @Test
    void followsNobodyToAnotherServer() throws Exception {
        try (var hook =
                new StandIn(
                        exchange -> {
                            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/x");
                            exchange.sendResponseHeaders(302, -1);
                        })) {
            assertEquals(
                    "its server redirects to another one or to http, expected its own https",
                    refusal(hook.at("/geheim")));
        }
    }

    @Test
    void takesNoAnswerWithoutEnd() throws Exception {
        try (var hook =
                new StandIn(
                        exchange -> {
                            exchange.sendResponseHeaders(200, 0);
                            OutputStream out = exchange.getResponseBody();
                            byte[] much = new byte[64 * 1024];
                            for (int times = 0; times < 16_384; times++) {
                                out.write(much);
                            }
                        })) {
            assertEquals("its answer is larger than 64 KB", refusal(hook.at("/geheim")));
        }
    }

    @Test
    void waitsForNobodyForEver() throws Exception {
        var done = new CountDownLatch(1);
        try (var hook =
                new StandIn(
                        exchange -> {
                            try {
                                done.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        })) {
            var impatient = new Sender(new HttpCall(Duration.ofSeconds(1)));

            String text =
                    String.valueOf(
                            assertThrows(
                                            IOException.class,
                                            () -> impatient.send(webhook(hook.at("/x")), SMOKE))
                                    .getMessage());

            assertTrue(text.startsWith("no answer"), text);
            done.countDown();
        }
    }

    @Test
    void showsNoAddressWhereNobodyListens() throws Exception {
        URI gone;
        try (var hook = StandIn.thatAnswers(200)) {
            gone = hook.at("/geheim");
        }
        assertFalse(refusal(gone).contains("geheim"));
    }

    private String refusal(URI url) {
        return String.valueOf(
                assertThrows(IOException.class, () -> sender.send(webhook(url), SMOKE))
                        .getMessage());
    }

    private static NotifyService webhook(URI url) {
        return new NotifyService.Webhook(new Secret(url.toString()), Optional.empty());
    }
}
