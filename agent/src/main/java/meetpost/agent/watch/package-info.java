/** What {@code meetpost watch} shows: values that come over MQTT, as a table or as lines. */
package meetpost.agent.watch;
