package meetpost.agent.link;

import org.eclipse.paho.client.mqttv3.MqttPingSender;
import org.eclipse.paho.client.mqttv3.internal.ClientComms;

/**
 * Leaves pings to the link: Paho's own timer finds a peer that vanished only after 2 × keep-alive,
 * and never pings before keep-alive is over.
 */
final class NoPings implements MqttPingSender {

    @Override
    public void init(ClientComms comms) {}

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public void schedule(long delayMillis) {}
}
