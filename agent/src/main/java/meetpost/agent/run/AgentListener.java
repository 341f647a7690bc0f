package meetpost.agent.run;

import meetpost.agent.sampling.Sample.Reading;

/** Is told what the agent gives to the world, as it happens. Any thread; must not block. */
public interface AgentListener {

    /** Nobody. */
    AgentListener NONE =
            new AgentListener() {
                @Override
                public void reading(Reading reading) {}

                @Override
                public void published(String topic, String payload) {}
            };

    /** A reading that is worth publishing, as it will be. */
    void reading(Reading reading);

    /** A state or an answer of anything but a sensor's values. */
    void published(String topic, String payload);
}
