package meetpost.broker;

/** Everything stays in memory. */
final class NoStore implements Store {

    @Override
    public void restore(Engine engine) {}

    @Override
    public void opened(String clientId, long expirySeconds, Owner owner) {}

    @Override
    public void left(String clientId, Absence absence) {}

    @Override
    public void ran(long seconds) {}

    @Override
    public void ended(String clientId) {}

    @Override
    public void subscribed(Subscription subscription) {}

    @Override
    public void unsubscribed(String clientId, TopicFilter filter) {}

    @Override
    public boolean postpones(Outgoing outgoing) {
        return false;
    }

    @Override
    public void queued(String clientId, Outgoing outgoing) {}

    @Override
    public void sent(Outgoing outgoing) {}

    @Override
    public void rested(String clientId, int lastPacketId) {}

    @Override
    public void released(Outgoing outgoing) {}

    @Override
    public void done(Outgoing outgoing) {}

    @Override
    public void received(String clientId, int packetId, Message message) {}

    @Override
    public void completed(String clientId, int packetId) {}

    @Override
    public void retained(Message message) {}

    @Override
    public void unretained(String topic) {}

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
