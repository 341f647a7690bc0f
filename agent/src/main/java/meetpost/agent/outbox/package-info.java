/** What waits until a broker has acknowledged it, in memory and on disk. Knows no MQTT. */
package meetpost.agent.outbox;
