/**
 * Everything about MQTT: sessions that break and come back, presence, topics and payloads. The only
 * code that knows the client library.
 */
package meetpost.agent.mqtt;
