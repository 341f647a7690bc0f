/** An MQTT broker, 3.1.1 and 5. Knows nothing of the agent; one event loop does all of it. */
package meetpost.broker;
