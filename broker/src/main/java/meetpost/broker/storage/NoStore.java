package meetpost.broker.storage;

import meetpost.broker.access.SessionOwner;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.OutgoingMessage;
import meetpost.broker.message.TopicFilter;
import meetpost.broker.settings.BrokerEvents;

/** Everything stays in memory. */
final class NoStore implements Store {

    private final StorageDamage damage = new StorageDamage(BrokerEvents.NONE);

    @Override
    public StorageDamage damage() {
        return damage;
    }

    @Override
    public void restore(BrokerState to) {}

    @Override
    public void opened(String clientId, long expirySeconds, SessionOwner owner) {}

    @Override
    public void left(String clientId, Absence absence) {}

    @Override
    public void ran(long seconds) {}

    @Override
    public void ended(String clientId) {}

    @Override
    public void subscribed(String clientId, StoredSubscription subscription) {}

    @Override
    public void unsubscribed(String clientId, TopicFilter filter) {}

    @Override
    public boolean postpones(OutgoingMessage outgoing) {
        return false;
    }

    @Override
    public void queued(String clientId, OutgoingMessage outgoing) {}

    @Override
    public void sent(OutgoingMessage outgoing) {}

    @Override
    public void rested(String clientId, int lastPacketId) {}

    @Override
    public void released(OutgoingMessage outgoing) {}

    @Override
    public void done(OutgoingMessage outgoing) {}

    @Override
    public void received(String clientId, int packetId, Message message) {}

    @Override
    public void completed(String clientId, int packetId) {}

    @Override
    public void retained(Message message) {}

    @Override
    public void unretained(String topic) {}

    @Override
    public @Nullable LargeRetained large() {
        return null;
    }

    @Override
    public void hurry(String topic) {}

    @Override
    public boolean failing() {
        return false;
    }

    @Override
    public void mayWrite() {}

    @Override
    public void commit() {}

    @Override
    public long writtenBytes() {
        return 0;
    }

    @Override
    public void close() {}
}
