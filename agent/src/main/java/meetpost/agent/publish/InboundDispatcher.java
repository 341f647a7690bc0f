package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;

import meetpost.agent.link.LinkListener;
import meetpost.agent.link.MessageListener;
import meetpost.agent.link.PublishChannel;

/**
 * Sorts what the link tells: to the publish loop what is about our presence, to the inbox the rest.
 *
 * @param inbox only puts what it is given into a queue
 */
record InboundDispatcher(PublishLoop publishLoop, Presence presence, MessageListener inbox)
        implements LinkListener {

    InboundDispatcher {
        requireNonNull(publishLoop, "publishLoop");
        requireNonNull(presence, "presence");
        requireNonNull(inbox, "inbox");
    }

    @Override
    public void opened() {
        publishLoop.opened();
    }

    @Override
    public void up(PublishChannel uplink) {
        publishLoop.up(uplink);
    }

    @Override
    public void down() {
        publishLoop.down();
    }

    @Override
    public void message(String topic, byte[] payload, int qos, boolean retained) {
        boolean neighbours = publishLoop.heardOfBoards(topic, payload, retained);
        if (presence.isOurs(topic)) {
            publishLoop.heard(topic, payload, retained);
        } else if (!neighbours) {
            inbox.message(topic, payload, qos, retained);
        }
    }

    @Override
    public void tooLarge(String topic, int qos, boolean retained) {
        if (!presence.isOurs(topic)) {
            inbox.tooLarge(topic, qos, retained);
        }
    }

    @Override
    public boolean isBehind() {
        return publishLoop.isBehind() || inbox.isBehind();
    }
}
