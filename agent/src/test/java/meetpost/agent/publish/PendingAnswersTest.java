package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import meetpost.agent.link.Message;
import meetpost.agent.send.OutgoingMessage;
import org.junit.jupiter.api.Test;

class PendingAnswersTest {

    private static final String POMP = "actuatoren/pomp/result";
    private static final String KLEP = "actuatoren/klep/result";

    private final PendingAnswers answers = new PendingAnswers();

    @Test
    void topicsTakeTurnsAndEachKeepsItsOrder() {
        answers.open();
        for (int n = 1; n <= 5; n++) {
            add(POMP, "p" + n);
        }
        add(KLEP, "k1");
        add(KLEP, "k2");

        assertEquals(List.of("p1", "k1", "p2", "k2"), payloads(answers.take(4)));
        assertEquals(List.of("p3", "p4", "p5"), payloads(answers.take(100)));
    }

    @Test
    void keepsNoneWithoutASession() {
        assertFalse(add(POMP, "early"));
        answers.open();
        assertTrue(add(POMP, "in time"));

        assertEquals(List.of("in time"), payloads(answers.close()));

        assertFalse(add(POMP, "late"));
        answers.open();
        assertEquals(List.of(), answers.take(1));
    }

    @Test
    void saysThatThereAreManyLongBeforeThereIsNoRoom() {
        answers.open();
        String kilobyte = "x".repeat(924);
        int kept = 0;
        while (!answers.areMany()) {
            add(POMP, kilobyte);
            kept++;
        }
        assertEquals(1025, kept);
        while (add(POMP, kilobyte)) {
            kept++;
        }
        assertEquals(4096, kept);

        answers.take(3072);

        assertFalse(answers.areMany());
        assertTrue(add(KLEP, kilobyte));
    }

    private boolean add(String topic, String payload) {
        return answers.add(OutgoingMessage.of(Message.passing(topic, payload)));
    }

    private static List<String> payloads(List<OutgoingMessage> messages) {
        return messages.stream()
                .map(each -> each.message().toString())
                .map(text -> text.substring(text.indexOf(' ') + 1))
                .toList();
    }
}
