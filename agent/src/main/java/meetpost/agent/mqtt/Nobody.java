package meetpost.agent.mqtt;

/** Listens to nothing. */
final class Nobody implements LinkListener {

    @Override
    public void up(Uplink uplink) {}

    @Override
    public void down() {}

    @Override
    public void message(String topic, byte[] payload, boolean retained) {}

    @Override
    public void tooLarge(String topic, boolean retained) {}
}
