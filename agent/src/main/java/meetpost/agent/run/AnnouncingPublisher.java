package meetpost.agent.run;

import static java.util.Objects.requireNonNull;

import meetpost.agent.publish.Publisher;

/** Publishes, and tells the listener what. */
record AnnouncingPublisher(Publisher publisher, AgentListener listener) implements Publisher {

    AnnouncingPublisher {
        requireNonNull(publisher, "publisher");
        requireNonNull(listener, "listener");
    }

    @Override
    public void state(String topic, String payload, int qos) {
        publisher.state(topic, payload, qos);
        listener.published(topic, payload);
    }

    @Override
    public void answer(String topic, String payload, Runnable lost) {
        publisher.answer(topic, payload, lost);
        listener.published(topic, payload);
    }

    @Override
    public void event(String topic, String payload) {
        publisher.event(topic, payload);
        listener.published(topic, payload);
    }
}
