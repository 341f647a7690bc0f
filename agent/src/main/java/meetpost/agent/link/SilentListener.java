package meetpost.agent.link;

/** Listens to nothing. */
final class SilentListener implements LinkListener {

    @Override
    public void up(PublishChannel uplink) {}

    @Override
    public void down() {}

    @Override
    public void message(String topic, byte[] payload, int qos, boolean retained) {}

    @Override
    public void tooLarge(String topic, int qos, boolean retained) {}

    @Override
    public boolean isBehind() {
        return false;
    }
}
