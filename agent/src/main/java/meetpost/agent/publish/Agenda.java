package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import meetpost.agent.link.Message;
import meetpost.agent.send.OutgoingMessage;

/**
 * What is to be published next: presence, answers with the states that they speak of, states,
 * events, withdrawals, live readings, history. Used by the publish loop's thread.
 */
record Agenda(
        Presence presence,
        PendingAnswers answers,
        States states,
        Queue<Message> events,
        Withdrawals withdrawals,
        Backlog backlog) {

    /** Answers that leave before a reading has its turn. */
    private static final int ANSWERS = 20;

    Agenda {
        requireNonNull(presence, "presence");
        requireNonNull(answers, "answers");
        requireNonNull(states, "states");
        requireNonNull(events, "events");
        requireNonNull(withdrawals, "withdrawals");
        requireNonNull(backlog, "backlog");
    }

    /**
     * In their order; empty if there is nothing, or not yet.
     *
     * @param leaving whether only what is true now is of interest
     */
    List<OutgoingMessage> next(boolean leaving) {
        Optional<Message> presents = leaving ? Optional.empty() : presence.answer();
        List<OutgoingMessage> batch = presents.isPresent() ? List.of() : answers.take(ANSWERS);
        List<OutgoingMessage> next = new ArrayList<>();
        if (!batch.isEmpty()) {
            // What they speak of goes first: who has an answer can trust the state.
            states.allNext().forEach(state -> next.add(OutgoingMessage.of(state)));
            next.addAll(batch);
            next.addAll(backlog.live());
            return next;
        }
        presents.or(states::next)
                .or(() -> Optional.ofNullable(events.poll()))
                .ifPresent(message -> next.add(OutgoingMessage.of(message)));
        if (next.isEmpty()) {
            next.addAll(withdrawals.next());
        }
        if (next.isEmpty()) {
            next.addAll(backlog.live());
        }
        if (next.isEmpty() && !leaving) {
            next.addAll(backlog.history());
        }
        return next;
    }
}
