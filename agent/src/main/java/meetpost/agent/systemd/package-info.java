/** What systemd is told of the service. */
package meetpost.agent.systemd;
