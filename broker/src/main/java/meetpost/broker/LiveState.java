package meetpost.broker;

import java.util.Collection;
import java.util.List;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.retained.Retained;
import meetpost.broker.session.Session;
import meetpost.broker.session.Sessions;
import meetpost.broker.storage.BrokerState;
import meetpost.broker.storage.SessionState;
import meetpost.broker.storage.WriteBatch;

/** Sessions and retained messages as they are now, for the store. */
final class LiveState implements BrokerState {

    private final Sessions sessions;
    private final Retained retained;
    private final WriteBatch batch;

    LiveState(Sessions sessions, Retained retained, WriteBatch batch) {
        this.sessions = sessions;
        this.retained = retained;
        this.batch = batch;
    }

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public void changed() {
        batch.plan();
    }

    @Override
    public void goOnFrom(long seconds, long order) {
        sessions.absentees().goOnFrom(seconds, order);
    }

    @Override
    public void restore(SessionState session) {
        sessions.restore(session);
    }

    @Override
    public void restore(Message message) {
        retained.restore(message);
    }

    @Override
    public void stored(Message message) {
        retained.stored(message);
    }

    @Override
    public long runningTime() {
        return sessions.absentees().runningTime();
    }

    @Override
    public boolean anybodyAway() {
        return sessions.anybodyAway();
    }

    @Override
    public Collection<Session> sessions() {
        return sessions.all();
    }

    @Override
    public List<Message> retained() {
        return retained.all();
    }

    @Override
    public @Nullable Message retained(String topic) {
        return retained.get(topic);
    }
}
